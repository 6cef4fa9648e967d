"""Changes said in words do what they say, on the same calls."""

from __future__ import annotations

from typing import Any

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.simulate import read_example
from hantong_planning.simulate.whatif import EXAMPLES, compare, comparison_text, understood


def _after(*words: str) -> dict[str, Any]:
    return compare(read_example("province"), words, seed=1, replications=4).as_answer()


def test_open_until_midnight_turns_fewer_away_costs_more_and_serves_more_at_night() -> None:
    answer = _after("open until 24:00 at Suwon station")
    difference = answer["difference"]
    assert difference["turned_away"]["high"] < 0
    assert difference["cost_krw"]["low"] > 0
    assert difference["off_hours_share"]["low"] > 0
    assert answer["classes"]["Bucheon visitors"]["served"]["difference"]["mean"] == 0
    assert "Suwon desk" in answer["changes"][0]["meaning"]


def test_closing_two_stations_on_sunday_chooses_the_quietest_and_saves_their_hours() -> None:
    answer = _after("close two stations on Sunday")
    assert "Uijeongbu station and Bucheon station" in answer["changes"][0]["meaning"]
    assert answer["difference"]["cost_krw"]["high"] < 0
    assert answer["classes"]["Suwon visitors"]["turned_away"]["difference"]["mean"] == 0
    assert answer["classes"]["Bucheon visitors"]["turned_away"]["difference"]["low"] > 0
    assert answer["difference"]["off_hours_share"]["mean"] < 0


def test_merging_changwon_shortens_its_waits_with_the_same_people() -> None:
    answer = _after("merge Changwon")
    assert answer["difference"]["paid_h"]["mean"] == pytest.approx(0)
    assert answer["classes"]["Changwon"]["mean_wait_s"]["difference"]["high"] < 0
    assert answer["difference"]["cost_krw"]["mean"] < 0


def test_a_vietnamese_counsellor_at_night_loses_fewer_vietnamese_calls() -> None:
    answer = _after("add a Vietnamese counsellor at night")
    assert answer["difference"]["paid_h"]["mean"] == pytest.approx(56)
    assert answer["classes"]["120 Vietnamese"]["p_abandon"]["difference"]["high"] < 0


def test_changes_add_up_in_the_order_in_which_they_are_said() -> None:
    answer = _after(
        "add 2 counsellors at Changwon on Sunday from 09:00 to 18:00", "remove 2 counsellors at Changwon on Sunday"
    )
    assert answer["difference"]["paid_h"]["mean"] == pytest.approx(0)
    assert [change["words"][:3] for change in answer["changes"]] == ["add", "rem"]


def test_no_change_at_all_differs_in_nothing() -> None:
    answer = compare(read_example("province"), ["0 % more calls"], seed=3, replications=2).as_answer()
    assert all(row["mean"] in (0, None) for row in answer["difference"].values())


@pytest.mark.parametrize("words", EXAMPLES)
def test_every_example_is_understood(words: str) -> None:
    scenario = read_example("province")
    if "Jinju" in words:
        with pytest.raises(Nonsense, match="Jinju"):
            understood(words)(scenario)
    else:
        assert understood(words)(scenario).scenario != scenario


@pytest.mark.parametrize(
    "words",
    ["make it better", "open until 25:00", "open until 18:00", "close Busan on Sunday", "close nine stations on Sunday",
     "add a Mongolian counsellor at night", "add 2 counsellors", "merge Suwon station", "100 % fewer calls",
     "close Suwon station on weekdays and weekends and holidays", "add 99999999999999999999 counsellors at Province"],
)  # fmt: skip
def test_what_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(Nonsense) as refused:
        understood(words)(read_example("province"))
    assert refused.value.field == "what_if"


def test_the_table_and_the_picture_show_before_and_after() -> None:
    comparison = compare(read_example("one_pool"), ["10 % more calls"], seed=1, replications=2)
    table = comparison_text(comparison.as_answer())
    assert all(word in table for word in ("before", "after", "mean_wait_s", "cost_krw"))
    assert comparison.svg().count("<polyline") > 12
    assert "before" in comparison.svg()
