"""Service around the clock in so many turns a day: three shifts, two, or a duty of 24 hours, as a rotating problem."""

from __future__ import annotations

from collections.abc import Sequence

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.rostering.rotating.problem import DAY_MIN, DAYS, SATURDAY, Rotation, Shift, rests

NAMES = {1: ("24h",), 2: ("Day", "Night"), 3: ("Day", "Evening", "Night")}
FIRST_AT_MIN = {1: 9 * 60, 2: 7 * 60, 3: 6 * 60}


def around_the_clock(
    turns: int,
    workers: int,
    need: Sequence[int],
    *,
    weekend_need: Sequence[int] | None = None,
    first_at_min: int | None = None,
    rest_h: float = 11.0,
    most_days: int = 5,
    most_nights: int = 3,
) -> Rotation:
    """Return the problem of a service that never closes.

    Parameters
    ----------
    turns
        3, 2 or 1 a day: shifts of 8, 12 or 24 hours, without gap or overlap.
    workers
        People, or teams that work as one (then `need` is 1 for each turn).
    need, weekend_need
        People in each turn, on weekdays and at weekends (as on weekdays if not given).
    first_at_min
        When the first turn begins; 06:00, 07:00 and 09:00 for three, two and one.
    rest_h
        Hours from the end of a turn to the next; 24 after a duty of 24 hours is a day off.
    most_days, most_nights
        In a row; a duty of 24 hours counts as a night.

    Raises Nonsense.
    """
    if turns not in NAMES:
        raise Nonsense("turns", f"must be 3, 2 or 1 a day, not {turns}")
    begin = FIRST_AT_MIN[turns] if first_at_min is None else whole("first_at", first_at_min)
    if begin >= DAY_MIN:
        raise Nonsense("first_at", f"must be below {DAY_MIN} minutes, not {begin}")
    lasts = DAY_MIN // turns
    finite("rest_h", rest_h, least=0)
    most_nights = min(whole("most_nights", most_nights, least=1), whole("most_days", most_days, least=1))
    made = [Shift(name, (begin + k * lasts) % DAY_MIN, lasts) for k, name in enumerate(NAMES[turns])]
    shifts = [Shift(one.name, one.starts_min, lasts, 1, most_nights if one.is_night else None) for one in made]
    at_weekends = need if weekend_need is None else weekend_need
    for name, numbers in (("need", need), ("weekend_need", at_weekends)):
        if len(numbers) != turns:
            raise Nonsense(name, f"must be {turns} numbers, one for each turn, not {len(numbers)}")
    rows = [(week,) * SATURDAY + (end,) * (DAYS - SATURDAY) for week, end in zip(need, at_weekends, strict=True)]
    return Rotation(workers, tuple(shifts), tuple(rows), 1, most_days, 1, None, rests(shifts, rest_h))


def hours_per_week(rotation: Rotation) -> float:
    """Return the mean hours that everybody works in a week."""
    work_min = sum(shift.lasts_min * sum(row) for shift, row in zip(rotation.shifts, rotation.need, strict=True))
    return work_min / 60 / rotation.workers
