"""Letters out of bytes as mail from Korea really carries them: declared, declared wrongly, or not at all."""

import codecs
import re
from email.header import decode_header

SUPERSETS = {
    "euc-kr": "cp949",
    "euc_kr": "cp949",
    "euckr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "ms949": "cp949",
    "uhc": "cp949",
    "csksc56011987": "cp949",
    "iso-2022-kr": "iso2022_kr",
    "csiso2022kr": "iso2022_kr",
    "gb2312": "gb18030",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "unknown-8bit": "utf-8",
}
GUESSES = ("utf-8", "cp949")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile(r"\s+")
LONGEST_HEADER = 4000


def letters(content: bytes, charset: str | None) -> str:
    """Give the text of `content`, by its declared charset where that fits, else by what Korea uses."""
    named = (charset or "").strip().strip("\"'").lower()
    for candidate in (SUPERSETS.get(named, named), *GUESSES):
        if not candidate:
            continue
        try:
            codec = codecs.lookup(candidate)
            if not codec._is_text_encoding:  # base64 and zip call themselves codecs too
                continue
            return seen(content.decode(candidate))
        except (LookupError, UnicodeError):
            continue
    known = SUPERSETS.get(named, named) or "utf-8"
    try:
        return seen(content.decode(known, errors="replace"))
    except (LookupError, UnicodeError, AssertionError):
        return seen(content.decode("utf-8", errors="replace"))


def seen(text: str) -> str:
    """Give a text without characters that nobody sees or that turn the direction of reading."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def header_letters(value: str) -> str:
    """Give a header as people read it, on one line: encoded words, raw 8-bit bytes and broken ones alike."""
    value = value[:LONGEST_HEADER]
    if "=?" in value:
        try:
            parts = [
                part if isinstance(part, str) else letters(part, charset) for part, charset in decode_header(value)
            ]
        except (ValueError, LookupError):  # a base64 word that is none
            parts = [value]
        value = "".join(parts)
    return SPACES.sub(" ", letters(value.encode("utf-8", "surrogateescape"), None)).strip()
