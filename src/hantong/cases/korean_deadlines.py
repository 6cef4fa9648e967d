"""Korea's statutory deadlines for petitions; the hours given to them never open on a Saturday or holiday.

Source: Civil Petitions Treatment Act (민원 처리에 관한 법률) art. 19, Civil Act (민법) arts. 159 to 161; the
former's Enforcement Decree for "immediate" (즉시, 3 working hours) and for extension (at most twice). Sundays
are holidays there by the Regulations on Holidays of Government Offices (관공서의 공휴일에 관한 규정) art. 2.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from hantong.cases.reckoning import Reckoning

HOURS_PER_DAY_H = 8
IMMEDIATE_H = 3
MOST_DAYS_IN_HOURS = 5
_ONE_DAY = timedelta(days=1)


def immediate(reckoning: Reckoning) -> datetime | None:
    """Count three working hours from the receipt on; `amount` has no meaning.

    Source: Enforcement Decree art. 19 (정당한 사유가 없으면 3근무시간 이내).
    """
    return reckoning.after_working_time(immediate_work(reckoning.amount) * reckoning.periods)


def immediate_work(_: int) -> timedelta:
    """Give the working time that "immediate" is."""
    return timedelta(hours=IMMEDIATE_H)


def days(reckoning: Reckoning) -> datetime | None:
    """Count days: up to five as 8 working hours each from the receipt on, six and more as days.

    Counted in days the first day counts: the one on which the clock starts, which is the day of receipt, or
    for what came after hours the day of the next working hour. Saturdays and holidays count in neither way.
    An extension goes on in the way in which the period was set: 5 + 5 days are 80 hours.

    Source: Act art. 19 (1) and (2).
    """
    work = work_of_days(reckoning.amount)
    if work is not None:
        return reckoning.after_working_time(work * reckoning.periods)
    count = reckoning.amount * reckoning.periods
    last = reckoning.nth_day(reckoning.first_day, count, reckoning.hours.calendar.is_working_day)
    return reckoning.end_of(last)


def work_of_days(amount: int) -> timedelta | None:
    """Give the working time that `amount` days are; None from six on, which count as days."""
    return timedelta(hours=HOURS_PER_DAY_H * amount) if amount <= MOST_DAYS_IN_HOURS else None


def weeks(reckoning: Reckoning) -> datetime | None:
    """Run `amount` weeks by the calendar; the first day counts, an end on a Saturday or holiday moves on.

    Source: Act art. 19 (3), Civil Act arts. 160 and 161.
    """
    return _by_calendar(reckoning, weeks_ended)


def months(reckoning: Reckoning) -> datetime | None:
    """Run `amount` months by the calendar, as for weeks; a day that the last month has not is its last.

    Source: Act art. 19 (3), Civil Act arts. 160 and 161.
    """
    return _by_calendar(reckoning, months_ended)


def years(reckoning: Reckoning) -> datetime | None:
    """Run `amount` years by the calendar, as for months.

    Source: Act art. 19 (3), Civil Act arts. 160 and 161.
    """
    return _by_calendar(reckoning, years_ended)


LastDay = Callable[[date, int], date]


def weeks_ended(first: date, amount: int) -> date:
    """Give the last day of `amount` weeks whose first day is `first`."""
    return first + timedelta(weeks=amount) - _ONE_DAY


def months_ended(first: date, amount: int) -> date:
    """Give the last day of `amount` months whose first day is `first`.

    That is the day before the like-numbered one, and where the last month has no such day, its last.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + amount, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last) if first.day > last else date(year, month + 1, first.day) - _ONE_DAY


def years_ended(first: date, amount: int) -> date:
    """Give the last day of `amount` years whose first day is `first`."""
    return months_ended(first, 12 * amount)


def calendar_ends(reckoning: Reckoning, last_day: LastDay) -> list[tuple[date, date]] | None:
    """Give for each period the day on which it ends by the calendar, and the working day that it moves on to.

    A following period (an extension) begins on the day after the one that was promised. Days that were wholly
    paused are added to the end. None while the resident is asked.
    """
    ends: list[tuple[date, date]] = []
    first = reckoning.first_day
    for _ in range(reckoning.periods):
        length = (last_day(first, reckoning.amount) - first).days + 1
        ended = reckoning.nth_day(first, length, lambda _: True)
        if ended is None:
            return None
        moved = ended
        while not reckoning.hours.calendar.is_working_day(moved):
            moved += _ONE_DAY
        ends.append((ended, moved))
        first = moved + _ONE_DAY
    return ends


def same_until(reckoning: Reckoning) -> datetime:
    """Give the moment at which the first day's working hours end: until then the first day is the same."""
    first = reckoning.first_day
    return reckoning.hours.open_intervals(reckoning.starts_at, reckoning.begin_of(first + _ONE_DAY))[-1][1]


def _by_calendar(reckoning: Reckoning, last_day: LastDay) -> datetime | None:
    ends = calendar_ends(reckoning, last_day)
    return reckoning.end_of(ends[-1][1]) if ends else None
