"""The four commands: what they print, what they draw, and what they refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.personal.file import read, read_roster, write
from hantong_planning.rostering.personal.people import Contract
from hantong_planning.rostering.personal.tests.small import COURSE, centre, made_up
from hantong_planning.rostering.personal.tests.test_repair import FOUR
from hantong_planning.rostering.personal.why import binding, blocked, one_more

Run = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a problem's file with the roster that stands."""
    path = tmp_path / "centre.json"
    path.write_text(write(centre(4), FOUR), encoding="utf-8")
    return path


def told(capsys: Run, *words: str) -> Any:
    """Run a command and return its JSON."""
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_file_in_the_docs_is_a_problem() -> None:
    page = Path(__file__).parents[5] / "docs" / "planning" / "rostering-personal.md"
    if not page.exists():
        pytest.skip("the docs are not installed with the package")
    problem = read(page.read_text(encoding="utf-8").split("```json")[1].split("```")[0])
    assert problem.people[0].courses == {"first aid": frozenset({9, 16})}
    assert problem.needs[0].least[:7] == (1, 1, 1, 1, 1, 0, 0)


def test_a_file_says_the_same_problem_again() -> None:
    problem = made_up(6, 9, 3)
    assert read(write(problem)) == problem
    assert read_roster(write(centre(4), FOUR), centre(4)) == FOUR


def test_personal_prints_a_checked_roster_and_draws_it(file: Path, tmp_path: Path, capsys: Run) -> None:
    picture = tmp_path / "roster.svg"
    answer = told(capsys, "personal", str(file), "--time-limit-s", "30", "--svg", str(picture))
    assert answer["violations"] == []
    assert answer["bound"] <= answer["cost"]
    assert set(answer["roster"]) == {"P0", "P1", "P2", "P3"}
    assert answer["unmet"], "four people cannot fill 28 shifts of eight hours in 40 h each"
    assert "hours" in answer["binding"]
    assert answer["one_more_brings"]["below_least"] + answer["one_more_brings"]["below_wished"] > 0
    assert answer["ledger"]["P0"]["nights"] == answer["roster"]["P0"].count("N")
    assert picture.read_text().count("<rect") == 5 * 7


def test_repair_why_not_and_swap_answer(file: Path, capsys: Run) -> None:
    found = told(capsys, "repair", str(file), "--absent", "P0", "--from", "2026-12-04T06:00")
    assert [(one["day"], one["shift"]) for one in found["vacancies"]] == [("2026-12-04", "D")]
    assert found["vacancies"][0]["proposals"][0]["moves"][0]["person"] == "P2"
    asked = told(capsys, "why-not", str(file), "--person", "P2", "--day", "2026-12-03", "--shift", "D")
    assert not asked["is_legal"]
    assert asked["broken"][0]["rule"] == "rest"
    judged = told(capsys, "swap", str(file), "--people", "P0", "P3", "--days", "2026-12-05")
    assert [one["rule"] for one in judged["broken"]] == ["hours"]


def test_a_printed_roster_can_be_read_back(file: Path, tmp_path: Path, capsys: Run) -> None:
    printed = tmp_path / "printed.json"
    printed.write_text(json.dumps(told(capsys, "personal", str(file), "--time-limit-s", "1")))
    words = ("why-not", str(file), "--roster", str(printed), "--person", "P0", "--day", "2026-12-01", "--shift", "")
    assert told(capsys, *words)["is_legal"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": "soon"}, "starts_on"),
        ({"people": [{"name": "A", "contract": "none"}]}, "people.A.contract"),
        ({"people": [{"name": "A", "skils": []}]}, "people.A.skils"),
        ({"needs": [{"shift": "D", "least": [1, 2]}]}, "needs.least"),
        ({"needs": [{"shift": "D", "least": "many"}]}, "needs.least"),
        ({"wishes": [{"person": "P0", "day": "2027-01-01", "shift": "D"}]}, "wishes.day"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_nonsense_is_refused_with_its_field(file: Path, capsys: Run, change: dict[str, Any], field: str) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert main(["personal", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == field


def test_a_need_may_go_by_weekday(file: Path) -> None:
    given = json.loads(file.read_text()) | {"needs": [{"shift": "D", "least": {"by_weekday": [1, 2, 3, 4, 5, 6, 7]}}]}
    given |= {"starts_on": "2026-12-02", "wishes": []}
    assert read(json.dumps(given)).needs[0].least == (3, 4, 5, 6, 7, 1, 2)


def test_what_is_missing_is_explained() -> None:
    full = {**FOUR, "P1": ("E", "E", "E", "E", "", "E", "")}
    kept = binding(blocked(centre(4), full))
    assert kept["hours"] > 0
    assert kept["rest"] > 0
    more = one_more(centre(4), full)
    assert more.below_least + more.below_wished == 5, "40 h are five shifts, and more than five are missing"
    assert not blocked(replace(centre(4), needs=()), dict.fromkeys(FOUR, ("",) * 7))


@pytest.mark.parametrize(
    ("where", "value", "field"),
    [
        (("days",), 10**11, "days"),
        (("rest_h",), "eleven", "rest_h"),
        (("rest_h",), None, "rest_h"),
        (("night_pay_share",), 10**11, "night_pay_share"),
        (("budget_krw",), 10**30, "budget_krw"),
        (("shifts", 0, "name"), [None], "shifts.name"),
        (("contracts", "contract 1", "most_h"), 1e300, "contract.most_h"),
        (("contracts", "contract 1", "most_weekends"), 10**30, "contract.most_weekends"),
        (("people", 0, "skills"), [[]], "people.P0.skills"),
        (("people", 0, "before"), [{}], "people.P0.before"),
        (("people", 0, "fixed"), {"2026-11-30": ["D"]}, "people.P0.fixed"),
        (("people", 0, "ledger", "nights"), 1e300, "ledger.nights"),
        (("people", 0, "hourly_krw"), 10**11, "people.hourly_krw"),
        (("needs", 0, "shift"), ["D"], "needs.shift"),
        (("wishes",), [{"person": ["P0"], "day": "2026-11-30", "shift": "D"}], "wishes.person"),
        (("weights",), {"night": 10**30}, "weights.night"),
    ],
)
def test_a_file_of_strange_values_is_refused_by_field(
    file: Path, capsys: Run, where: tuple[str | int, ...], value: object, field: str
) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))
    inside = given
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = value
    file.write_text(json.dumps(given), encoding="utf-8")
    assert main(["personal", str(file), "--time-limit-s", "0.2", "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == field


def test_a_person_without_a_contract_has_the_usual_one(file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))
    given["people"][0]["contract"] = None
    assert read(json.dumps(given)).people[0].contract == Contract()


def test_a_file_of_lists_without_end_is_refused(file: Path, capsys: Run) -> None:
    file.write_text("[" * 100_000, encoding="utf-8")
    assert main(["personal", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "file"


def test_answers_read_as_sentences(file: Path, capsys: Run) -> None:
    assert main(["repair", str(file), "--absent", "P1", "--from", "2026-11-30T05:00"]) == 0
    found = capsys.readouterr().out
    assert "2026-11-30 E falls empty:" in found
    assert "1. +11 points, takes it" in found
    assert "one is missing" in found
    assert "{" not in found
    assert main(["why-not", str(file), "--person", "P1", "--day", "2026-12-01", "--shift", "D"]) == 0
    found = capsys.readouterr().out
    assert found.startswith("no:\n  P1: rest on 2026-12-01: 10 h between E and D")
    assert "{" not in found


def test_courses_missed_are_named(tmp_path: Path, capsys: Run) -> None:
    problem = centre(3, least=(0, 0, 0))
    person = replace(problem.people[0], courses={"C": frozenset({2})}, leave=frozenset({2}))
    path = tmp_path / "centre.json"
    people = (person, replace(problem.people[1], courses={"C": frozenset({2})}), problem.people[2])
    path.write_text(write(replace(problem, shifts=(*problem.shifts, COURSE), people=people)), encoding="utf-8")
    answer = told(capsys, "personal", str(path), "--time-limit-s", "30")
    assert answer["courses_missed"] == {"P0": ["C"]}
    assert answer["parts"]["courses"] == 200
    assert answer["roster"]["P1"][2] == "C"
