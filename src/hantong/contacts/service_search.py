"""Finding a service by a few letters in any language; Korean initial consonants will do (ㅂㅈㅊ finds 불법 주차)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLES_PER_INITIAL = 0xAC00, 0xD7A3, 588
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a service can be found by: its names first, then its keywords, its code and what describes it."""

    id: UUID
    names: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Give a text as it is compared: small letters, no spaces."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def initials(text: str) -> str:
    """Give the initial consonant of every Korean syllable; other letters stay."""
    return "".join(
        INITIALS[(ord(letter) - FIRST_SYLLABLE) // SYLLABLES_PER_INITIAL]
        if FIRST_SYLLABLE <= ord(letter) <= LAST_SYLLABLE
        else letter
        for letter in plain(text)
    )


def found(query: str, entries: Iterable[Entry]) -> list[UUID]:
    """Give what matches, best first; every word of the query has to be found somewhere."""
    words = [plain(word) for word in query.split()]
    ranked = []
    for order, entry in enumerate(entries):
        ranks = [rank for word in words if (rank := _rank(word, entry)) is not None]
        if words and len(ranks) == len(words):
            ranked.append((max(ranks), order, entry.id))
    return [identity for _worst, _order, identity in sorted(ranked, key=lambda row: row[:2])]


def _rank(word: str, entry: Entry) -> int | None:
    is_initials = bool(word) and all(letter in INITIALS for letter in word)
    shown = initials if is_initials else plain
    names = [shown(name) for name in entry.names]
    if any(name.startswith(word) for name in names):
        return 0
    if any(word in name for name in names):
        return 1
    if any(word in shown(keyword) for keyword in entry.keywords):
        return 2
    if not is_initials and any(word in plain(text) for text in entry.descriptions):
        return 3
    return None
