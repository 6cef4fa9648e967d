"""What keeps people from a shift, and what one more person brings, told truly."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.curtois.check import penalty, row_violations
from hantong_planning.rostering.curtois.problem import Cover
from hantong_planning.rostering.curtois.solve import solve
from hantong_planning.rostering.curtois.tests.world import DESK, small
from hantong_planning.rostering.curtois.text import read_text
from hantong_planning.rostering.curtois.why import binding, one_more

PROBLEM = read_text(DESK.replace(",1,100,1", ",2,100,1"))
PLAN = solve(PROBLEM, seed=1, time_limit_s=30, turns=3)


def test_everybody_is_kept_from_every_missing_shift_by_something() -> None:
    assert PLAN.unmet
    found = binding(PROBLEM, PLAN.roster, PLAN.unmet)
    others = sum(PLAN.roster[p.name][gap.day] != gap.shift for gap in PLAN.unmet for p in PROBLEM.employees)
    assert sum(found.values()) == others
    assert set(found) & {"minutes", "least days off running", "most days running", "succession", "most of shift"}


@pytest.mark.parametrize(("most_days", "least_off"), [(7, 1), (3, 2), (2, 3)])
def test_one_more_person_brings_what_the_best_of_all_rows_saves(most_days: int, least_off: int) -> None:
    lone = small(most_days_running=most_days, least_days_off_running=least_off, least_min=960, most_min=2800)
    cover = tuple(Cover(day, shift, day % 2, 10 * day + 5, 7) for day in range(7) for shift in ("E", "L"))
    problem = replace(lone, cover=cover, requests=())
    roster = {"jiwoo": ("E", "", "", "", "", "", "")}
    found = one_more(problem, roster)
    twin = replace(problem.employees[0], name="twin")
    both = replace(problem, employees=(*problem.employees, twin))
    rows = [row for row in product(("", "E", "L"), repeat=7) if not row_violations(problem, twin, row)]
    least = min(penalty(both, {**roster, "twin": row}) for row in rows)
    assert found.penalty == penalty(problem, roster) - least
    assert found.missing >= 1


def test_the_command_draws_and_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, drawn = tmp_path / "desk.txt", tmp_path / "desk.svg"
    file.write_text(DESK)
    assert main(["curtois", str(file), "--turns", "1", "--time-limit-s", "20", "--why", "--svg", str(drawn)]) == 0
    told = capsys.readouterr().out
    assert "binding" in told
    assert "one_more_brings" in told
    picture = drawn.read_text()
    assert picture.startswith("<svg")
    assert "jiwoo, 0: off" in picture
    assert "missing" in picture
