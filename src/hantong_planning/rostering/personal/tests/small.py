"""Small problems for the tests: a counselling centre with day, evening and night shifts."""

from __future__ import annotations

import random
from datetime import date

from hantong_planning.rostering.personal.people import Contract, Ledger, Need, Person, Shift, Wish
from hantong_planning.rostering.personal.problem import Problem

MONDAY = date(2026, 11, 30)
DAY = Shift("D", 540, 540, 480)
EVENING = Shift("E", 840, 540, 480)
NIGHT = Shift("N", 1320, 540, 480)
COURSE = Shift("C", 540, 420, is_training=True)
SHIFTS = (DAY, EVENING, NIGHT)
WEEK = Contract(least_h=32, most_h=40)


def centre(
    people: int = 6, days: int = 7, *, least: tuple[int, int, int] = (1, 1, 1), contract: Contract = WEEK
) -> Problem:
    """Return a centre that needs so many by day, evening and night every day, and one more by day if it can be."""
    wished = (least[0] + 1, *least[1:])
    needs = tuple(
        Need(shift.name, (low,) * days, (high,) * days) for shift, low, high in zip(SHIFTS, least, wished, strict=True)
    )
    staff = tuple(Person(f"P{k}", contract, skills=frozenset({"vi"} if k % 2 else ())) for k in range(people))
    return Problem(MONDAY, days, SHIFTS, staff, needs)


def made_up(people: int, days: int, seed: int) -> Problem:
    """Return a centre with contracts, skills, leave, courses, history, ledgers and wishes drawn at random."""
    dice = random.Random(seed)
    contracts = (
        Contract(least_h=5.0 * days, most_h=6.0 * days, most_weekends=3),
        Contract(least_h=2.0 * days, most_h=3.0 * days, most_days_running=4, most_nights=2),
    )
    staff = []
    for k in range(people):
        first = dice.randrange(2 * days)
        staff.append(
            Person(
                f"P{k}",
                contracts[k % 4 == 3],
                skills=frozenset({"vi"} if k % 2 else ()),
                shifts=None if k % 5 else frozenset({"D", "E"}),
                leave=frozenset(d for d in (first, first + 1) if d < days),
                courses={"C": frozenset(dice.sample(range(days), 3))} if k % 3 == 0 else {},
                before=dice.choice([(), ("N",), ("D", "D", "D"), ("E", ""), ("N", "N", "N")]),
                ledger=Ledger(dice.randrange(9), dice.randrange(4), dice.randrange(3)),
                hourly_krw=dice.choice([10_000, 14_000]),
            )
        )
    needs = []
    for shift, share in zip(SHIFTS, (0.3, 0.2, 0.1), strict=True):
        least = tuple(round(dice.uniform(0.5, 1) * share * people) for _ in range(days))
        needs.append(Need(shift.name, least, tuple(n + dice.randrange(2) for n in least)))
    needs.append(Need("D", (1,) * days, (1,) * days, "vi"))
    wishes = tuple(
        Wish(
            dice.choice(staff).name,
            dice.randrange(days),
            dice.choice(["", "D", "E", "N"]),
            dice.randrange(1, 9),
            dice.random() < 0.7,
        )
        for _ in range(people)
    )
    budget = None if seed % 3 else 40_000 * days
    return Problem(
        MONDAY,
        days,
        (*SHIFTS, COURSE),
        tuple(staff),
        tuple(needs),
        wishes,
        holidays=frozenset({days - 1}),
        budget_krw=budget,
    )
