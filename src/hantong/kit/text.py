"""Numbers that identify a person or a card are masked in free text before anything is stored."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple

from stdnum import luhn

RESIDENT, FOREIGNER, CARD = "resident_number", "foreigner_number", "card_number"
MASK = "*"

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_BETWEEN = rf"[ \u00a0\u2000-\u200a\u3000{_UNSEEN}\-‐‑‒–—―−－ㅡ~._·/]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}+\d)*+")
_FOREIGN_DIGIT = re.compile(r"[^\x00-\x7f가-힣\D]")
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
FEWEST = 13
_GROUP = re.compile(rf"\d(?:[{_UNSEEN}]*\d)*")
_LABEL = re.compile(r"주민|외국인등록|\bRRN\b|resident reg", re.IGNORECASE)
_LABEL_REACH = 24

_RESIDENT_SHAPES = {(13,), (6, 7), (6, 1, 6), (1,) * 13}
_CARD_SHAPES = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 3, 3, 3), (4, 4, 5)} | {(4, 4, 4, 4, n) for n in (1, 2, 3)}
_CARD_BEGINNINGS = {13: "456", 14: "3", 15: "3", 16: "2345689", 17: "345689", 18: "345689", 19: "345689"}
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHECK_DIGITS_ENDED = date(2020, 10, 5)


class Masked(NamedTuple):
    """A text without such numbers, and how many of each kind were in it."""

    text: str
    kinds: Mapping[str, int] = MappingProxyType({})


def mask_numbers(text: str) -> Masked:
    """Put a star for each digit of a Korean resident, foreigner or payment card number and leave all else.

    A resident number (YYMMDD-SXXXXXX, S 1 to 4) counts as one when its birth date exists and its check digit
    fits, or when the birth date is after the check digit was given up (October 2020), or when a word before
    it says that it is one. A foreigner's number (S 5 to 8) counts by its date alone, because people of any age
    get new ones. A card number counts by its length, beginning, grouping and Luhn digit. Digits may be of any
    script, with spaces, dashes or invisible characters between them. Numbers of businesses, telephones, dates
    and matters have other lengths or shapes and stay.
    """
    if has_few_digits(text):
        return Masked(text)
    runs = [run for run in _RUN.finditer(text) if _has_enough_digits(run)]
    return _without(text, runs) if runs else Masked(text)


def has_few_digits(text: str) -> bool:
    """Tell whether there are too few digits for any such number, without looking at each character in Python."""
    digits = text.encode("ascii", "ignore").translate(None, _NO_DIGITS)
    return len(digits) < FEWEST and (text.isascii() or not _FOREIGN_DIGIT.search(text))


def _has_enough_digits(run: re.Match[str]) -> bool:
    return run.end() - run.start() >= FEWEST and sum(map(str.isdecimal, run[0])) >= FEWEST


def _without(text: str, runs: list[re.Match[str]]) -> Masked:
    found: Counter[str] = Counter()
    letters = list(text)
    for run in runs:
        is_labelled = _LABEL.search(text, max(0, run.start() - _LABEL_REACH), run.start()) is not None
        for kind, start, end in _numbers_in(text, run, is_labelled=is_labelled):
            found[kind] += 1
            letters[start:end] = (MASK if letter.isdecimal() else letter for letter in letters[start:end])
    return Masked("".join(letters), dict(found)) if found else Masked(text)


def _numbers_in(text: str, run: re.Match[str], *, is_labelled: bool) -> Iterator[tuple[str, int, int]]:
    groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
    first = 0
    while first < len(groups):
        for last in _ends_of_windows(text, groups, first):
            kind = _kind_of(text, groups[first:last], is_labelled=is_labelled)
            if kind:
                yield kind, groups[first][0], groups[last - 1][1]
                first = last - 1
                break
        first += 1


def _ends_of_windows(text: str, groups: list[tuple[int, int]], first: int) -> list[int]:
    """Where a number of 13 to 19 digits that begins with this group may end, the longest first."""
    sums = accumulate(len(_digits(text, group)) for group in groups[first : first + 19])
    return [last for last, digits in enumerate(sums, first + 1) if FEWEST <= digits <= 19][::-1]


def _kind_of(text: str, groups: list[tuple[int, int]], *, is_labelled: bool) -> str:
    parts = [_digits(text, group) for group in groups]
    shape, digits = tuple(map(len, parts)), "".join(parts)
    if shape in _RESIDENT_SHAPES:
        kind = _person_of(digits, is_labelled=is_labelled)
        if kind:
            return kind
    between = {text[left[1] : right[0]] for left, right in pairwise(groups)}
    is_one = len(shape) == 1 or (len(between) == 1 and (shape in _CARD_SHAPES or set(shape) == {1}))
    return CARD if is_one and digits[0] in _CARD_BEGINNINGS[len(digits)] and luhn.is_valid(digits) else ""


def _person_of(digits: str, *, is_labelled: bool) -> str:
    sex = int(digits[6])
    born = _date_of(int(digits[:2]) + (1900 if sex in {1, 2, 5, 6} else 2000), digits[2:6])
    if born is None or sex in {0, 9}:
        return ""
    if sex >= 5:
        return FOREIGNER
    return RESIDENT if is_labelled or born >= _CHECK_DIGITS_ENDED or _has_check_digit(digits) else ""


def _date_of(year: int, month_and_day: str) -> date | None:
    try:
        return date(year, int(month_and_day[:2]), int(month_and_day[2:]))
    except ValueError:
        return None


def _has_check_digit(digits: str) -> bool:
    weighted = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, digits, strict=False))
    return (11 - weighted % 11) % 10 == int(digits[12])


def _digits(text: str, group: tuple[int, int]) -> str:
    return "".join(str(unicodedata.decimal(letter)) for letter in text[slice(*group)] if letter.isdecimal())
