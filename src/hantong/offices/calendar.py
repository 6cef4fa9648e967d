"""Which days are holidays: a country's or region's own, with local additions and removals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType

import holidays

NO_HOLIDAYS = ""
_LIBRARY_LANGUAGES = {"ko": "ko", "en": "en_US"}


class UnknownCalendar(ValueError):
    """A calendar code that nobody knows; the message names it and says what a code looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalHoliday:
    """One day that a jurisdiction makes a holiday, with its name in both languages."""

    day: date
    ko: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCalendar:
    """The holidays of one place.

    `code` is a country ("KR") or a country and region ("US-MA"), or `NO_HOLIDAYS`. `additions` come on top,
    such as a temporary holiday decided after the library was published; `removals` are working days after
    all. Where a day is in both, it is a holiday.

    Source of a country's days: the `holidays` library; for Korea these are the public holidays of the
    Regulations on Holidays of Government Offices (관공서의 공휴일에 관한 규정), substitute (대체), temporary
    (임시) and election days with them. Plain Saturdays and Sundays are not in it: they are weekends.
    """

    code: str
    additions: tuple[LocalHoliday, ...] = ()
    removals: frozenset[date] = frozenset()
    _by_year: dict[int, Mapping[date, tuple[str, str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        _holidays_of(self.code, 2017)

    def is_holiday(self, day: date) -> bool:
        """Tell whether `day` (a local date) is a holiday."""
        return day in self.days_of(day.year)

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is neither a Saturday nor a Sunday nor a holiday."""
        return day.weekday() < 5 and not self.is_holiday(day)

    def name(self, day: date, language: str = "ko") -> str:
        """Name the holiday in "ko" or "en"; it is "" on a day that is none."""
        names = self.days_of(day.year).get(day)
        if names is None:
            return ""
        return names[1] if language.startswith("en") else names[0]

    def days_of(self, year: int) -> Mapping[date, tuple[str, str]]:
        """Give a year's holidays with their names (Korean, English), computed once."""
        kept = self._by_year.get(year)
        if kept is None:
            days = {day: names for day, names in _holidays_of(self.code, year).items() if day not in self.removals}
            days |= {new.day: (new.ko, new.en) for new in self.additions if new.day.year == year}
            kept = self._by_year[year] = MappingProxyType(dict(sorted(days.items())))
        return kept

    def changed_days(self, other: HolidayCalendar, *, years: Iterable[int] | None = None) -> frozenset[date]:
        """Give the days that are a holiday in exactly one of the two calendars.

        Calendars of the same code differ only in their local days, and then `years` may be left out.

        Raises ValueError when the codes differ and no years are given, because the answer would be endless.
        """
        if years is None:
            if self.code != other.code:
                raise ValueError(f"{self.code} and {other.code} differ without end; say which years.")
            local = {new.day for new in (*self.additions, *other.additions)} | self.removals | other.removals
            return frozenset(day for day in local if self.is_holiday(day) != other.is_holiday(day))
        return frozenset().union(*(self.days_of(year).keys() ^ other.days_of(year).keys() for year in years))

    def __getstate__(self) -> tuple[str, tuple[LocalHoliday, ...], frozenset[date]]:
        return self.code, self.additions, self.removals

    def __setstate__(self, state: tuple[str, tuple[LocalHoliday, ...], frozenset[date]]) -> None:
        for name, value in zip(("code", "additions", "removals"), state, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_by_year", {})


@lru_cache(maxsize=512)
def _holidays_of(code: str, year: int) -> Mapping[date, tuple[str, str]]:
    if code == NO_HOLIDAYS:
        return MappingProxyType({})
    korean, english = (_named(code, year, _LIBRARY_LANGUAGES[language]) for language in ("ko", "en"))
    return MappingProxyType({day: (korean[day], english[day]) for day in sorted(english) if day.year == year})


def _named(code: str, year: int, language: str) -> Mapping[date, str]:
    _load_countries_singly()
    country, _, region = code.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year, expand=False, language=language)
    except NotImplementedError as unknown:
        raise UnknownCalendar(
            f'There is no holiday calendar "{code}"; a code is a country (KR) or a region of one (US-MA).'
        ) from unknown
    return {day: name.replace("; ", " · ") for day, name in found.items()}


@cache
def _load_countries_singly() -> None:
    """Let the library load the one country that is asked for; its package would bring 250 along (19 MB, a second)."""
    spec = find_spec("holidays.countries")
    if spec is not None:
        sys.modules.setdefault(spec.name, module_from_spec(spec))
