"""In which language a text is written: told by its letters and by small words, without models or the network."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hantong.shell.quotes import unfolded

PAGE_LANGUAGES = ("ko", "en")
MOST_READ = 4000
SYLLABLE_WEIGHS = 2.5  # one letter of Hangul, Kana or Han says as much as two or three of another script
KANA_SHARE = 0.08
WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
VIETNAMESE = re.compile(r"[đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
NOT_RUSSIAN = re.compile(r"[ґєіїўөүқғңһәјљњћђџѓќҷҳӣӯ]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL_WORDS = {
    "en": _words(
        "the is are was and my to of in on for it this that you your we our please have has not can "
        "with at from there where when what how help thank thanks hello dear no yes do does am be an a "
        "i will would"
    ),
    "vi": _words(
        "toi khong la cua nguoi duoc xin chao cam on muon giup nha viec anh chi em ban va cho co nay "
        "trong bi lam ngay gio dien nuoc duong xe o day rat den tu neu vi sao the nao hoi ve tieng viet"
    ),
}
AMBIGUOUS = frozenset(["a", "i", "an", "on", "em", "the", "do", "to"])


class Found(NamedTuple):
    """The language that a text seems to be written in; not sure where only the script speaks for it."""

    language: str
    is_sure: bool


def found_in(text: str) -> Found | None:
    """Tell the language of a text without its quoted history; nothing where no letters speak for any of ours."""
    return _found_in(text[:MOST_READ])


@lru_cache(maxsize=64)
def _found_in(text: str) -> Found | None:
    """Whoever takes a text in asks several times: of the mail, of its arrival, of what was masked in it."""
    words = unicodedata.normalize("NFC", ADDRESS.sub(" ", unfolded(text).fresh)).lower()
    counts = _counts(words)
    east = counts["han"] + counts["kana"]
    weights = {
        "hangul": counts["hangul"] * SYLLABLE_WEIGHS,
        "east": east * SYLLABLE_WEIGHS,
        **{script: float(counts[script]) for script in ("thai", "cyrillic", "latin")},
    }
    total = sum(weights.values())
    if not total:
        return None
    strongest = max(weights, key=lambda script: weights[script])
    if strongest == "latin":
        return _latin(words)
    is_sure = total >= 4 and weights[strongest] / total >= 0.5
    if strongest == "cyrillic" and NOT_RUSSIAN.search(words):
        return None
    eastern = "ja" if counts["kana"] >= KANA_SHARE * east else "zh"
    return Found({"hangul": "ko", "thai": "th", "cyrillic": "ru", "east": eastern}[strongest], is_sure)


def _counts(words: str) -> dict[str, int]:
    counts = dict.fromkeys(("hangul", "han", "kana", "thai", "cyrillic", "latin"), 0)
    for letter, times in Counter(words).items():
        script = _script(letter)
        if script:
            counts[script] += times
    return counts


SCRIPTS: Iterable[tuple[int, int, str]] = (
    (0x41, 0x24F, "latin"),
    (0x400, 0x52F, "cyrillic"),
    (0xE00, 0xE7F, "thai"),
    (0x1100, 0x11FF, "hangul"),
    (0x1E00, 0x1EFF, "latin"),
    (0x3040, 0x30FF, "kana"),
    (0x3130, 0x318F, "hangul"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
    (0xF900, 0xFAFF, "han"),
)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    code = ord(letter)
    for first, last, script in SCRIPTS:
        if first <= code <= last:
            return script if letter.isalpha() or script == "thai" else ""
    return ""


def _latin(words: str) -> Found:
    """Tell Vietnamese from English by the letters that only it has, or unaccented by its small words."""
    found = WORD.findall(words)
    marked = sum(1 for word in found if VIETNAMESE.search(word))
    if marked >= 2 or (marked and marked * 4 >= len(found)):
        return Found("vi", True)
    hits = {language: sum(1 for word in found if word in small) for language, small in SMALL_WORDS.items()}
    clear = sum(1 for word in found if word in SMALL_WORDS["vi"] and word not in AMBIGUOUS)
    if clear >= 2 and hits["vi"] > hits["en"]:
        return Found("vi", len(found) >= 4)
    return Found("en", hits["en"] >= 2 and len(found) >= 3)


def language_of_text(text: str, *, otherwise: str) -> str:
    """Give the language of a text as far as it can be told, else `otherwise`."""
    found = found_in(text)
    return found.language if found else otherwise


def page_language(language: str) -> str:
    """Give the language of our pages that is nearest to one that we write to residents in."""
    return language if language in PAGE_LANGUAGES else "en"
