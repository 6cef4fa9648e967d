"""Why an answer is due when it is: the steps of the reckoning as values, for a page to put into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hantong.cases import korean_deadlines as korean
from hantong.cases.deadlines import KINDS, DeadlineRule, Pauses, reckoning
from hantong.cases.reckoning import Reckoning
from hantong.offices.hours import OfficeHours

_LAST_DAYS = {
    "kr_weeks": korean.weeks_ended,
    "kr_months": korean.months_ended,
    "kr_years": korean.years_ended,
}
_FROM_THE_DAY_AFTER = {"working_days": "working_days_after", "calendar_days": "calendar_days_after"}
_EVERY_DAY_COUNTS = {"calendar_days", *_LAST_DAYS}


class StepCode(StrEnum):
    """What a step tells."""

    RECEIVED = "received"
    STARTS = "starts"
    COUNTS = "counts"
    LEFT_OUT = "left_out"
    PAUSED = "paused"
    EXTENDED = "extended"
    MOVED_ON = "moved_on"
    WAITING = "waiting"
    DUE = "due"
    NO_DEADLINE = "no_deadline"


class Why(StrEnum):
    """Why a clock starts when it starts, or an end moves on."""

    AT_ONCE = "at_once"
    CLOSED = "closed"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    `at` is the moment it is about (for a pause its beginning, and `until` its end). `days` are local dates: of a
    start that of the receipt, of holidays those left out, of an end that by the calendar and that it moved on
    to. `count` is a number of `unit`s, which is "working_hours", "days", "working_days_after",
    "calendar_days_after", "weeks", "months" or "years".
    """

    code: StepCode
    at: datetime | None = None
    until: datetime | None = None
    days: tuple[date, ...] = ()
    count: int = 0
    unit: str = ""
    why: Why | None = None


def explain(
    *,
    received_at: datetime,
    rule: DeadlineRule,
    hours: OfficeHours,
    extensions: int = 0,
    pauses: Pauses = (),
) -> tuple[Step, ...]:
    """Give the steps that lead from the receipt to what `due_at` gives for the same. Raises as that does."""
    asked = reckoning(received_at=received_at, rule=rule, hours=hours, extensions=extensions, pauses=pauses)
    return tuple(_steps(asked, rule))


def _steps(asked: Reckoning, rule: DeadlineRule) -> Iterator[Step]:
    yield Step(code=StepCode.RECEIVED, at=asked.received_at)
    if rule.kind == "none":
        yield Step(code=StepCode.NO_DEADLINE)
        return
    due_at = KINDS[rule.kind].due_at(asked)
    if rule.kind not in _FROM_THE_DAY_AFTER:
        yield Step(code=StepCode.STARTS, at=asked.starts_at, days=(asked.day_of_receipt,), why=_why_then(asked))
    yield _counted(rule)
    if asked.periods > 1:
        yield Step(code=StepCode.EXTENDED, count=asked.periods - 1)
    yield from (Step(code=StepCode.PAUSED, at=begin, until=end) for begin, end in asked.pauses)
    if due_at is None:
        yield Step(code=StepCode.WAITING, at=asked.waits_from)
        return
    yield from _left_out(asked, rule, due_at)
    yield from _moved_on(asked, rule)
    yield Step(code=StepCode.DUE, at=due_at)


def _why_then(asked: Reckoning) -> Why:
    if asked.starts_at == asked.received_at:
        return Why.AT_ONCE
    return _why_not(asked, asked.day_of_receipt)


def _why_not(asked: Reckoning, day: date) -> Why:
    if asked.hours.calendar.is_holiday(day):
        return Why.HOLIDAY
    return Why.WEEKEND if day.weekday() >= 5 else Why.CLOSED


def _counted(rule: DeadlineRule) -> Step:
    work = KINDS[rule.kind].work_of(rule.amount)
    if work is not None:
        return Step(code=StepCode.COUNTS, count=work // timedelta(hours=1), unit="working_hours")
    unit = _FROM_THE_DAY_AFTER.get(rule.kind, KINDS[rule.kind].unit)
    return Step(code=StepCode.COUNTS, count=rule.amount, unit=unit)


def _left_out(asked: Reckoning, rule: DeadlineRule, due_at: datetime) -> Iterator[Step]:
    """Name the holidays among Monday to Friday that did not count."""
    if rule.kind in _EVERY_DAY_COUNTS:
        return
    first, last = asked.day_of_receipt + timedelta(days=1), due_at.astimezone(asked.zone).date()
    between = (first + timedelta(days=shift) for shift in range((last - first).days))
    days = tuple(day for day in between if day.weekday() < 5 and _is_left_out(asked, day))
    if days:
        yield Step(code=StepCode.LEFT_OUT, days=days)


def _is_left_out(asked: Reckoning, day: date) -> bool:
    worked = asked.hours.working_time_between(asked.begin_of(day), asked.begin_of(day + timedelta(days=1)))
    return asked.hours.calendar.is_holiday(day) and not worked


def _moved_on(asked: Reckoning, rule: DeadlineRule) -> Iterator[Step]:
    if rule.kind not in _LAST_DAYS:
        return
    for ended, moved in korean.calendar_ends(asked, _LAST_DAYS[rule.kind]) or ():
        if ended != moved:
            yield Step(code=StepCode.MOVED_ON, days=(ended, moved), why=_why_not(asked, ended))
