"""Somebody is sick, two want to swap, somebody asks why not: legal changes, and rules with their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.personal.arrays import arrays
from hantong_planning.rostering.personal.ask import swap, why_not
from hantong_planning.rostering.personal.check import violations
from hantong_planning.rostering.personal.cost import total_ticks
from hantong_planning.rostering.personal.people import DAY_MIN, Contract
from hantong_planning.rostering.personal.problem import Roster
from hantong_planning.rostering.personal.repair import repair
from hantong_planning.rostering.personal.solve import as_roster
from hantong_planning.rostering.personal.start import first_rows
from hantong_planning.rostering.personal.tables import tables
from hantong_planning.rostering.personal.tests.small import centre, made_up


def roster_of(*rows: str) -> Roster:
    """Return a roster from rows of letters; a dot is a day off."""
    return {f"P{k}": tuple("" if letter == "." else letter for letter in row) for k, row in enumerate(rows)}


FOUR = roster_of("DDDDD..", "EEEE...", "NNN....", "...NNN.")


def test_who_is_off_and_may_takes_the_shift() -> None:
    found = repair(centre(4), FOUR, absent="P0", from_min=4 * DAY_MIN, until_min=5 * DAY_MIN)
    (vacancy,) = found.vacancies
    assert (vacancy.day, vacancy.shift) == (4, "D")
    best = vacancy.proposals[0]
    assert best.kind == "takes it"
    assert {m.person for m in best.moves} <= {"P1", "P2"}, "P3 has a night on that day"
    assert best.effects[0].ledger["nights"] in {0, 3}
    assert found.roster["P0"][4] == ""


def test_somebody_at_another_shift_moves_over() -> None:
    rows = roster_of("DDDDD..", "E.EEE..", "NNN....", "D.NDD..")
    found = repair(centre(4, contract=Contract(most_h=48)), rows, absent="P2", from_min=0)
    (vacancy,) = found.vacancies
    assert (vacancy.day, vacancy.shift) == (0, "N")
    over = {m.person for proposal in vacancy.proposals if proposal.kind == "moves over" for m in proposal.moves}
    assert over == {"P1", "P3"}, "P0 works the next morning"


def test_what_has_begun_is_not_changed() -> None:
    found = repair(centre(4), FOUR, absent="P1", from_min=15 * 60, until_min=3 * DAY_MIN)
    assert [vacancy.day for vacancy in found.vacancies] == [1, 2]
    moves = [m for vacancy in found.vacancies for p in vacancy.proposals for m in p.moves]
    assert moves
    assert all(m.day > 0 or "N" in {m.before, m.after} for m in moves)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(4, 9), st.integers(0, 300), st.data())
def test_every_proposal_is_legal_and_costs_what_it_says(people: int, seed: int, data: st.DataObject) -> None:
    problem = made_up(people, 9, seed)
    table = tables(problem)
    rows, _ = first_rows(table, arrays(table), 5_000, seed, lambda: 1.0)
    roster = as_roster(problem, rows)
    absent = data.draw(st.sampled_from(problem.people)).name
    begins = data.draw(st.integers(0, 7 * DAY_MIN))
    found = repair(problem, roster, absent=absent, from_min=begins)
    for vacancy in found.vacancies[:1]:
        empty = {**roster, absent: tuple("" if d == vacancy.day else s for d, s in enumerate(roster[absent]))}
        without = dict(empty)
        left = next(p for p in vacancy.proposals if p.kind == "left empty")
        for proposal in vacancy.proposals:
            after = {name: list(row) for name, row in without.items()}
            for move in proposal.moves:
                assert after[move.person][move.day] == move.before
                after[move.person][move.day] = move.after
            changed = {name: tuple(row) for name, row in after.items()}
            assert [v for v in violations(problem, changed) if v.person != absent] == []
            more = (total_ticks(problem, changed) - total_ticks(problem, without)) / 60
            assert proposal.points - proposal.disturbs == pytest.approx(left.points + more)


def test_why_not_names_the_rules_and_the_numbers() -> None:
    answer = why_not(centre(4), FOUR, person="P2", day=3, shift="D")
    assert [v.rule for v in answer.broken] == ["rest"]
    assert "2 h between N and D, at least 11 h" in answer.broken[0].words
    assert why_not(centre(4), FOUR, person="P1", day=4, shift="E").is_legal


def test_a_swap_is_judged_for_both() -> None:
    judged = swap(centre(4), FOUR, people=("P0", "P2"), days=[2])
    assert {(v.person, v.rule) for v in judged.broken} == {("P0", "rest"), ("P2", "rest")}
    fine = swap(centre(4), FOUR, people=("P0", "P1"), days=range(5))
    assert fine.is_legal
    assert {(m.person, m.after) for m in fine.moves} == {("P0", "E"), ("P0", ""), ("P1", "D")}


def test_a_swap_that_breaks_the_hours_is_refused_with_them() -> None:
    judged = swap(centre(4), FOUR, people=("P0", "P3"), days=[5])
    assert any(v.rule == "hours" and "48 h in the period" in v.words for v in judged.broken)


@pytest.mark.parametrize(
    "wrong", [{"absent": "Nobody", "from_min": 0}, {"absent": "P0", "from_min": 9, "until_min": 9}]
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Nonsense):
        repair(centre(4), FOUR, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Nonsense):
        swap(centre(4), FOUR, people=("P0", "P1"), days=[6])
    with pytest.raises(Nonsense):
        why_not(centre(4), FOUR, person="P0", day=7, shift="D")
