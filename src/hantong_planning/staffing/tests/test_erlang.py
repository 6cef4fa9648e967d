"""One queue: against sums over states, against one another, at the limits, and refused where it makes no sense."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.staffing.check import figures
from hantong_planning.staffing.erlang import measure, quantile, wait
from hantong_planning.staffing.problem import MODELS, Load, Model
from hantong_planning.staffing.waits import blocked

ERLANG = st.floats(0.01, 800)
RATIO = st.floats(0.02, 50)


@settings(max_examples=150)
@given(a=ERLANG, ratio=RATIO, fill=st.floats(0.3, 1.7), t=st.floats(0, 3), model=st.sampled_from(MODELS))
def test_agrees_with_the_sum_over_states(a: float, ratio: float, fill: float, t: float, model: Model) -> None:
    agents = max(1, int(a * fill) + 1)
    assume(model != "c" or agents > a * 1.01)
    load = Load(a * 60, 60, 60 * ratio)
    got, levels = measure(load, agents, model=model, within_s=t * 60), None
    levels = got.service_level
    for name, expected in figures(load, agents, model, t * 60).items():
        value = getattr(got, name) if hasattr(got, name) else getattr(levels, name)
        assert value == pytest.approx(expected, rel=1e-8, abs=1e-14), name


@pytest.mark.parametrize("agents", [1, 7, 100, 299, 300, 301, 5000])
@pytest.mark.parametrize("load", [0.3, 0.95, 1.0, 1.4])
def test_blocking_follows_the_recursion(agents: int, load: float) -> None:
    erlang, free = agents * load, 1.0
    for n in range(1, agents + 1):
        free = 1 + free * n / erlang
    assert blocked(agents, erlang) == pytest.approx(1 / free, rel=1e-11) or free == math.inf


@given(a=ERLANG, ratio=RATIO, agents=st.integers(0, 900), t=st.floats(0, 3))
def test_more_people_never_wait_longer(a: float, ratio: float, agents: int, t: float) -> None:
    load = Load(a * 60, 60, 60 * ratio)
    one, two = (measure(load, n, within_s=t * 60) for n in (agents, agents + 1))
    assert two.p_wait <= one.p_wait * (1 + 1e-11)
    assert two.mean_wait_s <= one.mean_wait_s * (1 + 1e-11)
    assert two.service_level.of_offered >= one.service_level.of_offered * (1 - 1e-11)
    assert (two.service_level.of_answered or 0) >= (one.service_level.of_answered or 0) * (1 - 1e-11)
    assert (two.service_level.without_early_abandons or 0) >= (one.service_level.without_early_abandons or 0) * (
        1 - 1e-11
    )


@given(a=ERLANG, ratio=RATIO, agents=st.integers(1, 900))
def test_what_is_offered_is_answered_or_given_up(a: float, ratio: float, agents: int) -> None:
    load = Load(a * 60, 60, 60 * ratio)
    got, law = measure(load, agents), wait(load, agents, "a")
    assert law.answered_within(math.inf) + got.p_abandon == pytest.approx(1, abs=1e-12)
    for t_s in (0.0, 7.0, 90.0):
        assert law.answered_after(t_s) + law.abandoned_after(t_s) == pytest.approx(law.over(t_s), rel=1e-10, abs=1e-300)
    answered, gone = got.mean_wait_of_answered_s or 0, got.mean_wait_of_abandoned_s or 0
    assert answered * (1 - got.p_abandon) + gone * got.p_abandon == pytest.approx(
        got.mean_wait_s, rel=1e-10, abs=1e-300
    )


@settings(max_examples=40)
@given(a=ERLANG, ratio=RATIO, fill=st.floats(0.7, 1.3), share=st.floats(0, 0.999))
def test_a_quantile_is_where_the_law_reaches_the_share(a: float, ratio: float, fill: float, share: float) -> None:
    law = wait(Load(a * 60, 60, 60 * ratio), max(1, int(a * fill)), "a")
    t_s = quantile(law, share)
    assert t_s is not None
    reached = 1 - law.over(t_s)
    assert reached >= share - 1e-9 if t_s == 0 else reached == pytest.approx(share, abs=1e-9)


def test_a_quantile_of_a_very_short_wait_is_as_exact_as_any() -> None:
    law = wait(Load(70775.648483, 0.152594857574, 2.3680117644e-05), 3, "a")
    t_s = quantile(law, 0.8)
    assert t_s is not None
    assert law.over(t_s) == pytest.approx(0.2, rel=1e-12)


def test_next_to_no_calls_are_no_calls() -> None:
    for model in MODELS:
        law = wait(Load(1e-320, 60, 120), 50, model)
        assert [quantile(law, share) for share in (0.0, 0.5, 0.99)] == [0.0, 0.0, 0.0]


def test_endless_patience_is_erlang_c_and_none_is_erlang_b() -> None:
    c, b = measure(Load(2880, 60), 50, model="c"), measure(Load(2880, 60), 50, model="b")
    for patience_s, close in ((1e9, 1e-5), (1e12, 1e-8), (1e15, 1e-11), (1e100, 0), (math.inf, 0)):
        a = measure(Load(2880, 60, patience_s), 50)
        assert a.p_wait == pytest.approx(c.p_wait, rel=close)
        assert a.mean_wait_s == pytest.approx(c.mean_wait_s, rel=close)
    hasty = measure(Load(2880, 60, 1e-6), 50)
    assert hasty.p_wait == pytest.approx(b.p_wait, rel=1e-6)
    assert hasty.p_abandon == pytest.approx(b.p_abandon, rel=1e-5)


def test_without_people_everybody_gives_up() -> None:
    got = measure(Load(200, 180, 60), 0)
    assert (got.p_wait, got.p_abandon, got.mean_wait_s, got.occupancy) == (1, 1, 60, None)
    assert (got.service_level.of_offered, got.service_level.of_answered) == (0, None)
    assert measure(Load(200, 180), 0, model="b").p_wait == 1


@pytest.mark.parametrize("model", MODELS)
def test_without_calls_nobody_waits(model: Model) -> None:
    got = measure(Load(0, 180, 60), 3, model=model)
    assert (got.p_wait, got.mean_wait_s, got.occupancy, got.service_level.of_offered) == (0, 0, 0, 1)


@pytest.mark.parametrize("model", MODELS)
def test_a_threshold_of_nothing_counts_who_never_waits(model: Model) -> None:
    got = measure(Load(200, 180, 60), 14, model=model, within_s=0)
    assert got.service_level.of_offered == pytest.approx(1 - got.p_wait, rel=1e-14)


@pytest.mark.parametrize("agents", [1, 50_000, 99_000])
@pytest.mark.parametrize("ratio", [0.1, 10, 1e6])
def test_whoever_is_overrun_answers_without_a_pause(agents: int, ratio: float) -> None:
    got = measure(Load(6e6, 60, 60 * ratio), agents)
    fluid = 1 - agents / 1e5
    if ratio > 1 and fluid > 0.1:
        assert got.occupancy == pytest.approx(1, rel=1e-9)
        assert got.p_abandon == pytest.approx(fluid, rel=1e-9)


@pytest.mark.parametrize("agents", [1, 99_000, 100_000, 101_000, 10**9])
def test_a_hundred_thousand_people_do_not_overflow(agents: int) -> None:
    got = measure(Load(6e6, 60, 120), agents)
    shares = (got.p_wait, got.p_abandon, got.occupancy or 0, got.service_level.of_offered)
    assert all(0 <= share <= 1 for share in shares)
    assert got.occupancy == pytest.approx(min(1, 1e5 / agents), abs=0.01)


@pytest.mark.parametrize(
    ("field", "given_load", "agents", "model"),
    [
        ("arrivals_per_h", (-1, 60, 60), 5, "a"),
        ("arrivals_per_h", (math.nan, 60, 60), 5, "a"),
        ("arrivals_per_h", (math.inf, 60, 60), 5, "a"),
        ("arrivals_per_h", (1e300, 60, 60), 5, "a"),
        ("handling_s", (10, 0, 60), 5, "a"),
        ("handling_s", (10, -3, 60), 5, "c"),
        ("patience_s", (10, 60, 0), 5, "a"),
        ("patience_s", (10, 60, -1), 5, "a"),
        ("patience_s", (10, 60, math.nan), 5, "a"),
        ("agents", (10, 60, 60), -1, "a"),
        ("agents", (10, 60, 60), 2.5, "a"),
        ("agents", (600, 60, math.inf), 10, "c"),
        ("agents", (601, 60, math.inf), 10, "c"),
        ("agents", (600, 60, math.inf), 9, "a"),
        ("agents", (600, 60, math.inf), 0, "c"),
        ("agents", (600, 60, 60), 10**13, "a"),
        ("model", (600, 60, 60), 10, "d"),
    ],
)
def test_nonsense_is_refused_by_name(
    field: str, given_load: tuple[float, float, float], agents: int, model: Model
) -> None:
    with pytest.raises(Nonsense) as refused:
        measure(Load(*given_load), agents, model=model)
    assert refused.value.field == field


def test_a_negative_threshold_and_a_whole_share_are_refused() -> None:
    with pytest.raises(Nonsense, match="within_s"):
        measure(Load(200, 180), 14, model="c", within_s=-1)
    with pytest.raises(Nonsense, match="share"):
        quantile(wait(Load(200, 180), 14, "c"), 1.0)
