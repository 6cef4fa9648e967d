"""How fair a cycle is at every moment: weekends and nights over any stretch of weeks, not only over the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from hantong_planning.rostering.rotating.problem import SATURDAY, SUNDAY, Rotation
from hantong_planning.rostering.rotating.walk import OFF_DAY

Weeks = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, order=True)
class Fairness:
    """The measures of a cycle, compared in this order; less is fairer.

    Attributes
    ----------
    worked_weekends
        Weekends of the cycle on whose Saturday or Sunday one works.
    longest_wait_weeks
        The most weeks from one free weekend to the next; the whole cycle and one week if there is none.
    night_lead
        The most nights by which anyone is ahead of, or behind, an even share over any stretch of weeks.
    weekend_lead
        The same for free weekends.
    """

    worked_weekends: int
    longest_wait_weeks: int
    night_lead: Fraction
    weekend_lead: Fraction


def fairness(rotation: Rotation, weeks: Weeks) -> Fairness:
    """Measure a cycle; shape (workers, 7), positions of shifts or OFF_DAY."""
    free = [int(week[SATURDAY] == OFF_DAY and week[SUNDAY] == OFF_DAY) for week in weeks]
    nights = [sum(shift in rotation.nights for shift in week) for week in weeks]
    return Fairness(len(weeks) - sum(free), longest_wait(free), lead(nights), lead(free))


def lead(numbers: Sequence[int]) -> Fraction:
    """Return the most by which the sum over a stretch of a cycle differs from the stretch's even share."""
    total, weeks = sum(numbers), len(numbers)
    ahead = list(accumulate((number * weeks - total for number in numbers), initial=0))
    return Fraction(max(ahead) - min(ahead), weeks)


def least_lead(total: int, weeks: int) -> Fraction:
    """Return the lead that no sequence of whole numbers with this total falls below: 1 − gcd / weeks."""
    return 1 - Fraction(1, Fraction(total, weeks).denominator)


def longest_wait(free: Sequence[int]) -> int:
    """Return the most weeks from one free weekend to the next around the cycle."""
    at = [week for week, is_free in enumerate(free) if is_free]
    if not at:
        return len(free) + 1
    return max(b - a for a, b in zip(at, [*at[1:], at[0] + len(free)], strict=True))
