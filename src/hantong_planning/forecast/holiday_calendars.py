"""Public holidays of a country, named or guessed from the days that were closed or unusual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import holidays as calendars
import numpy
from numpy.typing import NDArray

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.problem import Days, Floats, History, Holidays, usual_weekdays, weekday

CANDIDATES = ("KR", "US", "CA", "GB", "IE", "AU", "NZ", "JP", "DE", "FR", "ES", "IT", "NL", "SE", "BR", "MX", "IL")
Flags = NDArray[numpy.bool_]
FEWEST_HITS = 2
UNUSUAL = 0.25


def holidays_of(code: str, days: Days) -> Holidays:
    """Return the holidays of a country ("KR") or subdivision ("CA-BC") from the year before `days` to the year after.

    Raises Nonsense for a code that the `holidays` library does not know.
    """
    country, _, part = code.partition("-")
    first, last = int(str(days[0])[:4]), int(str(days[-1])[:4])
    try:
        found = calendars.country_holidays(country, subdiv=part or None, years=range(first - 1, last + 2))
    except (NotImplementedError, KeyError) as error:
        raise Nonsense("country", f"{code!r} is not a known country or subdivision, as KR, US or CA-BC") from error
    return Holidays({day: name for day, name in sorted(found.items()) if isinstance(day, date)}, code)


def guessed(history: History, known: int) -> Holidays:
    """Return the holidays that best explain the unusual days among the first `known` days of a history, or none.

    A day is unusual if its weekday is usually open and it is absent, or a quarter away from its neighbours on the same
    weekday. A calendar needs two unusual holidays, and more unusual than usual ones. Days from `known` on are not read.
    """
    seen = history.before(known)
    span = numpy.arange(seen.days[0], seen.days[-1] + 1)
    unusual = _unusual(seen, span)
    usual = usual_weekdays(seen.days)[weekday(span)]
    code, score = _best(CANDIDATES, span, usual, unusual)
    if score <= 0:
        return Holidays()
    parts = calendars.country_holidays(code).subdivisions
    finer, finer_score = _best([f"{code}-{part}" for part in parts], span, usual, unusual)
    if finer_score > score + 1:
        code = finer
    return Holidays(holidays_of(code, history.days).names, f"{code}, guessed from closed and unusual days")


def _unusual(history: History, span: Days) -> Flags:
    totals = numpy.full(len(span), numpy.nan)
    totals[(history.days - span[0]).astype(int)] = history.totals
    weeks = numpy.stack([_moved(totals, 7 * k) for k in (-3, -2, -1, 1, 2, 3)])
    is_known = ~numpy.isnan(weeks).all(axis=0)
    around = numpy.full(len(span), numpy.nan)
    around[is_known] = numpy.nanmedian(weeks[:, is_known], axis=0)
    off = numpy.abs(totals - around) > UNUSUAL * around
    found: Flags = numpy.isnan(totals) | off
    return found


def _moved(values: Floats, by: int) -> Floats:
    found = numpy.full(len(values), numpy.nan)
    if by > 0:
        found[:-by] = values[by:]
    else:
        found[-by:] = values[:by]
    return found


def _best(codes: Sequence[str], span: Days, usual: Flags, unusual: Flags) -> tuple[str, int]:
    """Return the calendar with the most unusual minus usual holidays, and that score (0: none is good enough)."""
    found, best = "", 0
    for code in codes:
        on = holidays_of(code, span).mask(span) & usual
        hits, misses = int((on & unusual).sum()), int((on & ~unusual).sum())
        if hits >= FEWEST_HITS and hits - misses > best:
            found, best = code, hits - misses
    return found, best
