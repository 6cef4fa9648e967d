"""Many centres need more people apart than together."""

from __future__ import annotations

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.simulate.durations import Duration
from hantong_planning.simulate.pooling import Target, pooling

EXPONENTIAL = Duration(kind="exponential", mean_s=240)


def test_thirty_one_cities_need_half_as_many_together() -> None:
    """The sizes are those of Erlang C: 3 for 20 calls an hour of 240 s at 80 % in 20 s, and 47 for 31 times as many."""
    found = pooling([20.0] * 31, EXPONENTIAL, None, target=Target(calls=100_000), seed=1)
    assert (sum(found.separate), found.pooled, found.saving) == (93, 47, 46)


def test_a_pool_never_needs_more() -> None:
    handling = Duration(kind="lognormal", mean_s=220, cv=1.5)
    for seed in range(2):
        found = pooling(
            [10.0, 25.0, 60.0], handling, Duration(kind="exponential", mean_s=150), target=Target(), seed=seed
        )
        assert found.saving >= 0
        assert min(*found.separate_level, found.pooled_level) >= 0.8


def test_refuses_an_empty_province_and_a_silent_city() -> None:
    for rates in ([], [10.0, 0.0]):
        with pytest.raises(Nonsense):
            pooling(rates, EXPONENTIAL, None, target=Target(), seed=1)
