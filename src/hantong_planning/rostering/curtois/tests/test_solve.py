"""What the solver returns is legal, no lower than its bound, and the same again."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.curtois.arrays import as_arrays, as_table
from hantong_planning.rostering.curtois.check import penalty, violations
from hantong_planning.rostering.curtois.cost import cost_of
from hantong_planning.rostering.curtois.solve import solve
from hantong_planning.rostering.curtois.tests.test_formats import DATA
from hantong_planning.rostering.curtois.tests.world import DESK
from hantong_planning.rostering.curtois.text import read_text


def test_the_desk_gets_a_legal_roster_near_its_bound() -> None:
    problem = read_text(DESK)
    plan = solve(problem, seed=1, time_limit_s=20.0, turns=6)
    assert not violations(problem, plan.roster)
    assert plan.penalty == penalty(problem, plan.roster)
    assert plan.bound <= plan.penalty <= plan.bound + 5
    assert sum(gap.missing for gap in plan.unmet) * 100 <= plan.penalty


def test_same_seed_and_turns_same_roster() -> None:
    problem = read_text(DESK)
    first, again = (solve(problem, seed=3, time_limit_s=60.0, turns=2) for _ in range(2))
    assert first.roster == again.roster
    assert first.bound == again.bound


def test_too_few_people_are_a_shortfall_not_a_failure() -> None:
    problem = read_text(DESK.replace("0,E,1,100,1", "0,E,9,100,1"))
    plan = solve(problem, seed=1, time_limit_s=10.0, turns=1)
    assert any(gap.day == 0 and gap.shift == "E" and gap.missing >= 5 for gap in plan.unmet)


def test_a_contract_that_contradicts_itself_is_named() -> None:
    with pytest.raises(Nonsense, match="jiwoo"):
        solve(read_text(DESK.replace("jiwoo,E=14|L=14,4800,3360", "jiwoo,E=1|L=1,4800,3360")), seed=1, time_limit_s=1.0)


@given(weight=st.integers(1, 9), day=st.integers(0, 13), seed=st.integers(0, 99))
@settings(max_examples=4, deadline=None)
def test_a_wish_never_breaks_a_rule(weight: int, day: int, seed: int) -> None:
    problem = read_text(DESK.replace("SECTION_SHIFT_OFF", f"hyunwoo,{day},L,{weight}\n\nSECTION_SHIFT_OFF"))
    plan = solve(problem, seed=seed, time_limit_s=10.0, turns=0)
    assert not violations(problem, plan.roster)
    assert plan.bound <= plan.penalty


def test_the_search_and_the_check_count_the_same() -> None:
    problem = read_text(DESK)
    plan = solve(problem, seed=5, time_limit_s=10.0, turns=0)
    arrays, constant = as_arrays(problem)
    assert np.isclose(cost_of(arrays, as_table(problem, plan.roster)) + constant, plan.penalty)


def test_the_command_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "desk.txt"
    file.write_text(DESK)
    words = ["curtois", str(file), "--time-limit-s", "10", "--turns", "1", "--out", str(tmp_path / "desk.xml")]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["violations"] == []
    assert len(found["roster"]["jiwoo"]) == 14
    assert "<Penalty>" in (tmp_path / "desk.xml").read_text()
    assert main(words) == 0
    assert "none is below" in capsys.readouterr().out
    file.write_text(DESK.replace("L,600,E", "L,0,E"))
    assert main([*words, "--json"]) == 2
    assert "length of shift L" in capsys.readouterr().err


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the public instances are not here")
def test_the_first_public_instance_is_solved() -> None:
    problem = read_text((DATA / "Instance1.txt").read_text())
    plan = solve(problem, seed=1, time_limit_s=20.0, turns=3)
    assert plan.penalty == 607
    assert 550 <= plan.bound <= 607
    assert not violations(problem, plan.roster)
