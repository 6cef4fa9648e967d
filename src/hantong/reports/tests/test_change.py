"""A ratio is not an increase."""

import pytest
from django.utils.translation import override

from hantong.reports.change import Change

CALLS = Change(334_358, 1_201_579)


def test_the_call_centre_grew_to_3_59_times_which_is_259_percent_more() -> None:
    assert CALLS.ratio == pytest.approx(3.5937, abs=1e-4)
    assert CALLS.increase_share == pytest.approx(2.5937, abs=1e-4)
    with override("en"):
        assert (CALLS.ratio_text, CALLS.increase_text) == ("3.59 ×", "+259 %")
        assert str(CALLS) == "3.59 × (+259 %)"
    with override("ko"):
        assert str(CALLS) == "3.59배 (+259 %)"


def test_less_is_a_ratio_below_one_and_a_negative_increase() -> None:
    with override("en"):
        assert str(Change(200, 150)) == "0.75 × (−25 %)"
        assert str(Change(200, 200)) == "1.00 × (±0 %)"


def test_out_of_nothing_there_is_neither() -> None:
    change = Change(0, 5)
    assert change.ratio is None
    assert change.increase_share is None
    assert str(change) == "—"
