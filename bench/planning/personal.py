"""Personal rosters: 50 and 400 counsellors over four weeks beside their bound, and repairs for 50 people."""

import random
import statistics
import sys
import time
from datetime import date

from hantong_planning.rostering.personal.check import plan_violations
from hantong_planning.rostering.personal.people import Contract, Ledger, Need, Person, Shift, Wish
from hantong_planning.rostering.personal.problem import Problem
from hantong_planning.rostering.personal.repair import repair
from hantong_planning.rostering.personal.result import Plan
from hantong_planning.rostering.personal.solve import solve

DAYS = 28
CASES = ((50, 55.0, 60.0, 0.02), (400, 580.0, 600.0, None))
REPAIR_LIMIT_S = 1.0
SICK_CALLS = 40
CURVE: tuple[tuple[int, int, int], ...] = (
    (18, 5, 12),
    (17, 4, 12),
    (17, 2, 13),
    (17, 2, 14),
    (19, 4, 12),
    (0, 0, 0),
    (0, 0, 0),
    (0, 0, 0),
    (21, 6, 14),
    (19, 3, 15),
    (17, 4, 12),
    (18, 3, 13),
    (0, 0, 0),
    (0, 0, 0),
    (19, 4, 12),
    (17, 3, 11),
    (15, 4, 11),
    (16, 6, 9),
    (18, 1, 15),
    (0, 0, 0),
    (0, 0, 0),
    (19, 4, 13),
    (17, 3, 12),
    (15, 5, 9),
    (15, 2, 12),
    (16, 4, 12),
    (0, 0, 0),
    (0, 0, 0),
)
"""Early, middle and late shifts of each of 28 days from a Monday on: the last four weeks of the bank calls (share 0.08,
220 s a call, 80 % within 20 s, two minutes' patience), staffed by Erlang A per half hour and covered by `rostering.design`."""
NIGHT, WEEKEND, HOLIDAY = 3, (12, 10), 7
"""The bank is closed at night, at weekends and on the holiday; these are ours: people at night, shifts on Saturday and Sunday."""


def main() -> None:
    """Print cost, bound and time of each size, then the time of a repair."""
    for people, limit_s, allowed_s, gap in CASES:
        problem = centre(people)
        began_s = time.process_time()
        plan = solve(problem, seed=1, time_limit_s=limit_s)
        _print(people, problem, plan, allowed_s, gap)
        print(f"    {time.process_time() - began_s:.0f} s of processor time")
        if people == CASES[0][0]:
            _repairs(problem, plan)


def centre(people: int, seed: int = 1) -> Problem:
    """Make a centre around the clock with the bank's curve, part-timers, leave, three skills, ledgers and wishes."""
    dice, scale = random.Random(seed), people / 50
    shifts = (
        Shift("E", 420, 540, 480),
        Shift("M", 570, 540, 480),
        Shift("L", 720, 540, 480),
        Shift("N", 1260, 600, 540, bonus_krw=10_000),
    )
    full = Contract(least_h=144, most_h=164, most_h_per_week=52, most_weekends=3)
    part = Contract(least_h=64, most_h=96, most_days_running=5, most_weekends=3, most_nights=2)
    staff = tuple(_person(dice, f"C{k:03}", part if k % 8 == 7 else full, k) for k in range(people))
    by_day = [_shifts(day) for day in range(DAYS)]
    needs = []
    for place, shift in enumerate(shifts):
        wished = tuple(max(1, round(scale * row[place])) for row in by_day)
        needs.append(Need(shift.name, tuple(max(1, int(0.85 * n)) for n in wished), wished))
        needs.append(Need(shift.name, (1,) * DAYS, (1,) * DAYS, "foreign language"))
    wishes = tuple(
        Wish(
            person.name,
            dice.randrange(DAYS),
            dice.choice(["", "", "E", "L", "N"]),
            dice.randrange(1, 9),
            dice.random() < 0.8,
        )
        for person in staff
        for _ in range(4)
    )
    return Problem(
        date(2026, 11, 30),
        DAYS,
        shifts,
        staff,
        tuple(needs),
        wishes,
        holidays=frozenset({HOLIDAY}),
        budget_krw=int(8e6 * scale),
    )


def _shifts(day: int) -> tuple[int, ...]:
    if sum(CURVE[day]):
        return (*CURVE[day], NIGHT)
    weekend = WEEKEND[0 if day % 7 == 5 else 1]
    return (weekend // 3, weekend // 3, weekend - 2 * (weekend // 3), NIGHT)


def _person(dice: random.Random, name: str, contract: Contract, k: int) -> Person:
    first, level = dice.randrange(60), contract.most_h / 164
    return Person(
        name,
        contract,
        skills=frozenset({"foreign language"} if k % 3 == 0 else ()),
        leave=frozenset(day for day in range(first, first + 4) if day < DAYS),
        before=dice.choice([("E", "E", "", ""), ("", "N", "N", ""), ("L", "L", "L", "L"), ("", "", "", "M")]),
        ledger=Ledger(dice.randrange(6, 14) * level, dice.randrange(4, 9) * level, dice.randrange(3)),
        hourly_krw=dice.choice([11_000, 12_500, 14_000]),
    )


def _print(people: int, problem: Problem, plan: Plan, allowed_s: float, gap: float | None) -> None:
    missing = sum(short.below_least + short.below_wished for short in plan.unmet)
    limit = f", {plan.gap_share / gap:.2f} of the limit" if gap else ""
    print(
        f"{people} people: cost {plan.cost:.1f}, bound {plan.bound:.1f}, gap {plan.gap_share:.2%}{limit};"
        f" {plan.seconds:.0f} s, {plan.seconds / allowed_s:.2f} of the limit; {missing} of"
        f" {sum(sum(n.wished) for n in problem.needs)} missing; stopped: {plan.stopped};"
        f" {len(plan_violations(problem, plan))} violations"
    )
    parts = ", ".join(f"{name} {ticks / 60:.1f}" for name, ticks in plan.parts_ticks.items())
    before = statistics.pstdev(p.ledger.nights / p.contract.most_h for p in problem.people)
    after = statistics.pstdev(plan.ledger[p.name].nights / p.contract.most_h for p in problem.people)
    print(f"    {parts}; nights an hour of contract, spread before {before:.4f}, after {after:.4f}")
    sys.stdout.flush()


def _repairs(problem: Problem, plan: Plan) -> None:
    dice, times, found = random.Random(1), [], 0
    for _ in range(SICK_CALLS):
        absent, day = dice.choice(problem.people).name, dice.randrange(DAYS - 2)
        began = time.perf_counter()
        answer = repair(problem, plan.roster, absent=absent, from_min=day * 1440 + 21 * 60)
        times.append(time.perf_counter() - began)
        found += sum(len(vacancy.proposals) - 1 for vacancy in answer.vacancies)
    worst = max(times)
    print(
        f"repair, 50 people, {SICK_CALLS} sick calls at 21:00: median {statistics.median(times):.2f} s, worst {worst:.2f} s,"
        f" {worst / REPAIR_LIMIT_S:.2f} of the limit; {found} legal proposals"
    )
    sys.stdout.flush()
