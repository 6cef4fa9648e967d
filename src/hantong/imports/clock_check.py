"""Judges from the histogram of hours alone whether the clock of another system's export was wrong.

Three things hold for times at which people act, whatever they do:
1. They sleep. The five quietest hours begin between 23:00 and 03:00; where more hours than that are quiet, as in
   an office's day, the middle of the activity lies around midday.
2. They follow the wall clock. When the clocks change, the rhythm stays where it is; hours that are counted from
   UTC jump by one, forward in summer where local time was taken for UTC, back where UTC was taken for local time.
3. So do batch jobs: a spike in one hour (midnight, mostly) stays in its hour all year.
Each is a test against chance, at four standard errors, and has to be large enough to matter. Spikes are taken out
before the first two, so that a nightly batch does not pass for people.
"""

import cmath
import math
from dataclasses import dataclass
from enum import StrEnum

from hantong.imports.hours_seen import Hours, HoursSeen, added, rolled
from hantong.imports.moments import LOCAL_READ_AS_UTC, UTC_READ_AS_LOCAL

SIGMA = 4.0
FEWEST = 200
QUIET_H = 5
QUIET_STARTS = (23, 0, 1, 2, 3)
CENTRE_H = (9.0, 18.5)
MANY_ALIKE = 9
LEAST_RHYTHM = 0.1
SPIKE_TIMES = 2.5
MOVED_H = (0.5, 1.5)
NO_HOUR_SHARE = 0.2


class Verdict(StrEnum):
    """What the histogram says."""

    FINE = "fine"
    SHIFTED = "shifted"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict with what it rests on; hours are local, 0 to 23.

    `quiet_from_h` begins the five quietest hours; `centre_h` is the mean of the activity on the circle of the day;
    `moved_h` is how far the rhythm is later in summer time than in winter time near the changes of the clocks;
    `spikes` are the hours of batches in winter and in summer; `reasons` names the tests that failed.
    `correction` is the one that makes all of it right, and `hours_off` by how much the file is early or late.
    """

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    quiet_from_h: int | None = None
    centre_h: float | None = None
    moved_h: float | None = None
    spikes: tuple[tuple[int, int], ...] = ()
    midnight_share: float = 0.0
    has_no_hours: bool = False
    correction: str = ""
    hours_off: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """The means and spreads of activity on the circle of the day."""

    centre_h: float
    length: float
    error_h: float


def judge(seen: HoursSeen) -> Judgement:
    """Say whether the clock looks right."""
    spikes = _spikes(seen)
    human = {offset: without_spikes(hours) for offset, hours in seen.by_offset.items()}
    everyone = added(human.values())
    rhythm = _rhythm(everyone)
    no_hours = seen.total > 0 and seen.midnights / seen.total > NO_HOUR_SHARE and seen.midnights >= 20
    midnight_share = seen.midnights / seen.total if seen.total else 0.0
    if sum(everyone) < FEWEST or rhythm.length < LEAST_RHYTHM:
        return Judgement(verdict=Verdict.UNCLEAR, midnight_share=midnight_share, has_no_hours=no_hours)
    moved = _moved_h(seen)
    reasons = tuple(_reasons(everyone, moved, spikes))
    correction, off = _cure(human, reasons, moved, spikes) if reasons else ("", ())
    return Judgement(
        verdict=Verdict.SHIFTED if reasons else Verdict.FINE,
        reasons=reasons,
        quiet_from_h=_quietest(everyone)[0],
        centre_h=round(rhythm.centre_h, 2),
        moved_h=None if moved is None else round(moved[0], 2),
        spikes=spikes,
        midnight_share=midnight_share,
        has_no_hours=no_hours,
        correction=correction,
        hours_off=off,
    )


def _reasons(hours: Hours, moved: tuple[float, float] | None, spikes: tuple[tuple[int, int], ...]) -> list[str]:
    found = []
    if not _sleeps_at_night(hours):
        found.append("quiet")
    if not _is_awake_at_day(hours):
        found.append("centre")
    if moved is not None and MOVED_H[0] < abs(moved[0]) < MOVED_H[1] and abs(moved[0]) > SIGMA * moved[1]:
        found.append("moved")
    if any((summer - winter) % 24 in (1, 23) for winter, summer in spikes):
        found.append("spike")
    return found


def _quietest(hours: Hours, starts: tuple[int, ...] = tuple(range(24))) -> tuple[int, int]:
    """Give (first hour, count) of the quietest five hours that begin in `starts`."""
    counts = [(sum(hours[(start + step) % 24] for step in range(QUIET_H)), start) for start in starts]
    count, start = min(counts)
    return start, count


def _sleeps_at_night(hours: Hours) -> bool:
    night, best = _quietest(hours, QUIET_STARTS)[1], _quietest(hours)[1]
    is_chance = night - best <= SIGMA * math.sqrt(night + best + 1)
    return is_chance or night <= 1.5 * best or night - best <= 0.02 * sum(hours)


def _is_awake_at_day(hours: Hours) -> bool:
    """Whether the activity lies around midday; asked only where many hours are quiet, as in an office's day."""
    best, total = _quietest(hours)[1], sum(hours)
    alike = sum(_quietest(hours, (start,))[1] - best <= 0.02 * total for start in range(24))
    if alike < MANY_ALIKE:
        return True
    rhythm = _rhythm(hours)
    margin_h = SIGMA * rhythm.error_h
    return CENTRE_H[0] - margin_h <= rhythm.centre_h <= CENTRE_H[1] + margin_h


def _rhythm(hours: Hours) -> _Rhythm:
    """Circular mean, resultant length and standard error of the mean of the middles of the hours.

    Source: Fisher, Statistical Analysis of Circular Data (1993), section 4.4: error² = (1 - m2) / (2 n R²).
    """
    total = sum(hours)
    if not total:
        return _Rhythm(0.0, 0.0, math.inf)
    first = _moment_of_circle(hours, 1) / total
    second = _moment_of_circle(hours, 2) / total
    length = abs(first)
    if length < 1e-9:
        return _Rhythm(0.0, 0.0, math.inf)
    spread = 1 - (second * (first.conjugate() / length) ** 2).real
    error = math.sqrt(max(spread, 0.0) / (2 * total * length**2))
    return _Rhythm(cmath.phase(first) * 12 / math.pi % 24, length, error * 12 / math.pi)


def _moment_of_circle(hours: Hours, order: int) -> complex:
    return sum((count * cmath.exp(1j * order * (hour + 0.5) * math.pi / 12) for hour, count in enumerate(hours)), 0j)


def _moved_h(seen: HoursSeen) -> tuple[float, float] | None:
    """How much later the rhythm is in summer time (h), and its standard error; None where clocks do not change."""
    winter, summer = (without_spikes(hours) for hours in (seen.winter_near, seen.summer_near))
    if min(sum(winter), sum(summer)) < FEWEST:
        return None
    one, two = _rhythm(winter), _rhythm(summer)
    if min(one.length, two.length) < LEAST_RHYTHM:
        return None
    return (two.centre_h - one.centre_h + 12) % 24 - 12, math.hypot(one.error_h, two.error_h)


def _spike_hours(hours: Hours) -> list[int]:
    found = []
    for hour, count in enumerate(hours):
        beside = max(hours[hour - 1], hours[(hour + 1) % 24])
        if count > SPIKE_TIMES * beside and count - beside > SIGMA * math.sqrt(count + beside) and count >= 20:
            found.append(hour)
    return found


def without_spikes(hours: Hours) -> Hours:
    """Give the counts with each hour that stands alone levelled with its neighbours."""
    level = list(hours)
    for hour in _spike_hours(hours):
        level[hour] = (hours[hour - 1] + hours[(hour + 1) % 24]) // 2
    return tuple(level)


def _spikes(seen: HoursSeen) -> tuple[tuple[int, int], ...]:
    """Pairs of the spike of winter and the nearest one of summer, where both have one."""
    if len(seen.by_offset) != 2:
        return ()
    winter, summer = (_spike_hours(hours) for _, hours in sorted(seen.by_offset.items()))
    return tuple(
        (hour, min(summer, key=lambda other: min((other - hour) % 24, (hour - other) % 24)))
        for hour in winter
        if summer
    )


def _cure(
    human: dict[int, Hours],
    reasons: tuple[str, ...],
    moved: tuple[float, float] | None,
    spikes: tuple[tuple[int, int], ...],
) -> tuple[str, tuple[float, ...]]:
    """The known wrong clock that explains it (with how far off it was), else the shift that puts the night right."""
    signs = {LOCAL_READ_AS_UTC: -1, UTC_READ_AS_LOCAL: 1}
    jumps = [moved[0]] if moved is not None and "moved" in reasons else []
    jumps += [1.0 if (summer - winter) % 24 == 1 else -1.0 for winter, summer in spikes if "spike" in reasons]
    if jumps:
        jump = math.copysign(1, sum(jumps))
        signs = {name: sign for name, sign in signs.items() if sign == -jump}
    cured: list[tuple[int, str, tuple[float, ...]]] = []
    for name, sign in signs.items():
        right = added(rolled(hours, round(sign * offset / 60)) for offset, hours in human.items())
        if _sleeps_at_night(right) and _is_awake_at_day(right):
            off = tuple(sorted({-sign * offset / 60 for offset in human}))
            cured.append((_quietest(right, QUIET_STARTS)[1], name, off))
    if cured:
        _, name, off = min(cured)
        return name, off
    return _shift(added(human.values()))


def _shift(hours: Hours) -> tuple[str, tuple[float, ...]]:
    later = (1 - _quietest(hours)[0] + 12) % 24 - 12
    return (f"{'+' if later >= 0 else '-'}{abs(later):02d}:00", (-float(later),)) if later else ("", ())
