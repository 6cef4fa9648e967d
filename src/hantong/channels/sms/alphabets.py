"""Letters as mobile networks carry them: the GSM 7-bit alphabet, UCS-2, EUC-KR and the others by their SMPP numbers."""

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
FURTHER = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}
ESCAPE = 0x1B
GSM, LATIN, OCTETS, UCS2 = 0x00, 0x03, 0x04, 0x08
BINARY = {0x02, OCTETS}

_CODES = {letter: bytes([code]) for code, letter in enumerate(BASIC) if code != ESCAPE} | {
    letter: bytes([ESCAPE, code]) for code, letter in FURTHER.items()
}
_PYTHON = {
    0x01: "ascii",
    LATIN: "latin-1",
    0x05: "shift_jis",
    0x06: "iso8859_5",
    0x07: "iso8859_8",
    UCS2: "utf-16-be",
    0x0A: "iso2022_jp",
    0x0D: "euc_jp",
    0x0E: "cp949",
    0x84: "cp949",
}


def gsm_codes(letter: str) -> bytes | None:
    """Give the code of a letter in the GSM alphabet, two of them for the rarer ones; None for all others."""
    return _CODES.get(letter)


def from_gsm(content: bytes) -> str:
    """Read GSM 7-bit letters, one in each octet."""
    letters: list[str] = []
    is_escaped = False
    for code in content:
        if is_escaped:
            letters.append(FURTHER.get(code) or _basic(code))
            is_escaped = False
        elif code == ESCAPE:
            is_escaped = True
        else:
            letters.append(_basic(code))
    return "".join(letters)


def _basic(code: int) -> str:
    return BASIC[code] if code < len(BASIC) and code != ESCAPE else "�"


def letters_of(content: bytes, coding: int, *, usual: str = "gsm") -> str:
    """Read the content of a message by its SMPP data coding; `usual` is what 0 means at this network.

    What cannot be read as what it says it is becomes the replacement letter, and nothing is left out.
    """
    if coding & 0xF0 == 0xF0:  # message classes: the same alphabets by other bits
        coding = OCTETS if coding & 0x04 else GSM
    if coding in BINARY:
        text = _octets(content)
    elif coding in _PYTHON:
        text = content.decode(_PYTHON[coding], "replace")
    else:
        text = _usual(content, usual)
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _usual(content: bytes, usual: str) -> str:
    return from_gsm(content) if usual == "gsm" else content.decode(usual, "replace")


def _octets(content: bytes) -> str:
    """Read what came as "binary": mostly words of a sender that could not say which alphabet they are in."""
    for encoding in ("utf-8", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
