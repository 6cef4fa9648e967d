"""Deadline rules of no particular country: none, working hours, working days and calendar days."""

from datetime import datetime, timedelta

from hantong.cases.reckoning import Reckoning

_ONE_DAY = timedelta(days=1)


def no_deadline(_: Reckoning) -> datetime | None:
    """Promise no time."""
    return None


def working_hours(reckoning: Reckoning) -> datetime | None:
    """Count `amount` hours (h) of the office's own opening time from the receipt on."""
    return reckoning.after_working_time(hours_of_work(reckoning.amount) * reckoning.periods)


def hours_of_work(amount: int) -> timedelta:
    """Give the working time that a period of `amount` hours is."""
    return timedelta(hours=amount)


def working_days(reckoning: Reckoning) -> datetime | None:
    """End with the `amount`th day after that of the receipt that is no Saturday, Sunday or holiday."""
    count = reckoning.amount * reckoning.periods
    day_after = reckoning.day_of_receipt + _ONE_DAY
    return reckoning.end_of(reckoning.nth_day(day_after, count, reckoning.hours.calendar.is_working_day))


def calendar_days(reckoning: Reckoning) -> datetime | None:
    """End with the `amount`th day after that of the receipt, whatever day it is."""
    count = reckoning.amount * reckoning.periods
    return reckoning.end_of(reckoning.nth_day(reckoning.day_of_receipt + _ONE_DAY, count, lambda _: True))


def same_until(reckoning: Reckoning) -> datetime:
    """Give the end of the local day of receipt: until then the same days count."""
    return reckoning.begin_of(reckoning.day_of_receipt + _ONE_DAY)
