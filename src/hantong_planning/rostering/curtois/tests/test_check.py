"""Every rule is noticed when it is broken, and the penalty is the sum of its parts."""

import pytest

from hantong_planning.rostering.curtois.check import penalty, violations
from hantong_planning.rostering.curtois.tests.world import small


def week(text: str) -> dict[str, tuple[str, ...]]:
    return {"jiwoo": tuple("" if mark == "-" else mark for mark in text)}


def test_a_legal_week_breaks_nothing() -> None:
    assert not violations(small(), week("EELL-EE"))


@pytest.mark.parametrize(
    ("rule", "roster", "contract"),
    [
        ("succession", "-LE----", {}),
        ("day off", "-E-----", {"days_off": frozenset({1})}),
        ("most of shift", "EE-----", {"most_of_shift": {"E": 1, "L": 7}}),
        ("most of shift", "-L-----", {"most_of_shift": {"E": 7}}),
        ("minutes", "E------", {"least_min": 481}),
        ("minutes", "EE-----", {"most_min": 959}),
        ("most days running", "EEE----", {"most_days_running": 2}),
        ("least days running", "--E----", {"least_days_running": 2}),
        ("least days off running", "EE-EE--", {"least_days_off_running": 2}),
        ("weekends", "------E", {"most_weekends": 0}),
        ("weekends", "-----E-", {"most_weekends": 0}),
        ("shape", "EE", {}),
        ("shape", "XX-----", {}),
    ],
)
def test_notices_a_broken_rule(rule: str, roster: str, contract: dict[str, object]) -> None:
    assert [broken.rule for broken in violations(small(**contract), week(roster))] == [rule]


@pytest.mark.parametrize("roster", ["E--EE--", "--EE--E", "-EEEEE-"])
def test_stretches_at_the_edges_may_go_on_beyond_the_horizon(roster: str) -> None:
    assert not violations(small(least_days_running=2, least_days_off_running=2), week(roster))


def test_a_stranger_is_noticed() -> None:
    assert violations(small(), week("-------") | {"donghyun": ("",) * 7})[0].employee == "donghyun"


def test_the_penalty_counts_wishes_and_cover() -> None:
    assert penalty(small(), week("-------")) == 3 + 100
    assert penalty(small(), week("--E----")) == 0
    assert penalty(small(), week("--E-L--")) == 2 + 5
