"""What one person's row costs, apart from cover, or that a rule forbids it: compiled, in one pass over the days.

It says what `check.row_violations` and `Tables.row_ticks` say, which are written for reading; the tests compare them.
"""

from __future__ import annotations

from hantong_planning.rostering.personal.arrays import Arrays, Ints, compiled

FORBIDDEN = 2**62


@compiled
def row_ticks(A: Arrays, p: int, row: Ints) -> int:
    """Return what a row costs in ticks, the wish base left out; FORBIDDEN where a rule forbids it."""
    one, two, days, nights, week_min, week_days = A.start[p]
    ticks = minutes = all_nights = weekends = holidays = 0
    weekend = -1
    for d in range(len(row)):
        choice = row[d]
        if not A.allowed[p, d, choice]:
            return FORBIDDEN
        ticks += A.wish[p, d, choice]
        if A.is_monday[d]:
            week_min = week_days = 0
        if choice == 0:
            days = nights = 0
        else:
            if not (A.may_follow[0, one, choice] and A.may_follow[1, two, choice]):
                return FORBIDDEN
            days += 1
            week_days += 1
            week_min += A.paid[choice]
            minutes += A.paid[choice]
            nights = nights + 1 if A.is_night[choice] else 0
            all_nights += nights > 0
            if _is_too_much(A, p, (week_min, week_days, days, nights)):
                return FORBIDDEN
            if A.is_cover[choice]:
                holidays += A.is_holiday[d]
                weekends += A.weekend[d] > weekend
                weekend = max(weekend, A.weekend[d])
        one, two = choice, one
    return int(_with_totals(A, p, row, ticks, (minutes, all_nights, weekends, holidays)))


@compiled
def _missed_ticks(A: Arrays, p: int, row: Ints) -> int:
    """Return what missed courses cost; -1 where one is had more than once."""
    ticks = 0
    for choice in range(A.course.shape[1]):
        if A.course[p, choice] >= 0:
            times = 0
            for here in row:
                times += here == choice
            if times > 1:
                return -1
            ticks += 0 if times else A.course[p, choice]
    return ticks


@compiled
def _is_too_much(A: Arrays, p: int, worked: tuple[int, int, int, int]) -> bool:
    """Tell whether minutes or days of this week, or days or nights running, are more than a person may work."""
    most = A.most[p]
    return bool(worked[0] > most[1] or worked[1] > most[2] or worked[2] > most[3] or worked[3] > most[4])


@compiled
def _with_totals(A: Arrays, p: int, row: Ints, ticks: int, totals: tuple[int, int, int, int]) -> int:
    """Add what hours below the contract, courses and burdens cost; FORBIDDEN where the period's totals are too many."""
    minutes, nights, weekends, holidays = totals
    missed = _missed_ticks(A, p, row)
    if missed < 0 or (minutes and minutes > A.most[p, 0]) or nights > A.most[p, 5] or weekends > A.most[p, 6]:
        return FORBIDDEN
    short = max(0, A.hours[p, 0] - minutes) * A.hours[p, 1]
    fair = A.burden[p, 0, nights] + A.burden[p, 1, weekends] + A.burden[p, 2, holidays]
    return int(ticks + missed + short + fair)
