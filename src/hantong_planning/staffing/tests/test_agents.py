"""The fewest people for a promise, and the promise that people can keep."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.staffing.agents import agents_for, load_for, plan
from hantong_planning.staffing.check import violations
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.problem import DEFINITIONS, MODELS, Definition, Load, Model, Target
from hantong_planning.staffing.square_root import agents_by_square_root, beta, garnett, halfin_whitt
from hantong_planning.staffing.uncertain import Uncertain, agents_for_uncertain, expected_share


@settings(max_examples=80)
@example(a=2 - 1e-13, ratio=1.0, share=0.5, t=0.0, model="c", definition="of_offered")  # two would be hardly enough
@given(
    a=st.floats(0.01, 600),
    ratio=st.floats(0.05, 20),
    share=st.floats(0.05, 0.999),
    t=st.floats(0, 2),
    model=st.sampled_from(MODELS),
    definition=st.sampled_from(DEFINITIONS),
)
def test_the_fewest_keep_the_target_and_one_fewer_does_not(
    a: float, ratio: float, share: float, t: float, model: Model, definition: Definition
) -> None:
    load, target = Load(a * 60, 60, 60 * ratio), Target(share=share, within_s=60 * t, definition=definition)
    if model == "b" and definition != "of_offered":
        assert agents_for(load, target, model=model) == 1  # whoever is not turned away is answered at once
        return
    head = plan(load, target, model=model)
    assert violations(load, target, head, model=model) == []


@given(a=st.floats(0.01, 300), near=st.integers(0, 900))
def test_where_one_looks_first_changes_nothing(a: float, near: int) -> None:
    load, target = Load(a * 60, 60, 90), Target(share=0.85)
    assert agents_for(load, target, near=near) == agents_for(load, target)


def test_the_checker_sees_a_wrong_head_count() -> None:
    load, target = Load(200, 180), Target(share=0.8)
    too_many = plan(load, Target(share=0.9), model="c")
    assert violations(load, target, too_many, model="c") == ["14 agents would do"]
    too_few = plan(load, Target(share=0.7), model="c")
    assert violations(load, target, too_few, model="c") == ["13 agents break share"]


@pytest.mark.parametrize(
    ("bound", "name"),
    [
        (Target(p_wait=0.1), "p_wait"),
        (Target(p_abandon=0.01), "p_abandon"),
        (Target(mean_wait_s=2), "mean_wait_s"),
        (Target(occupancy=0.5), "occupancy"),
        (Target(share=0.95, within_s=10), "share"),
        (Target(share=0.01, least_agents=30), "least_agents"),
    ],
)
def test_what_binds_is_named(bound: Target, name: str) -> None:
    load = Load(200, 180, 60)
    head = plan(load, bound)
    assert name in head.binding
    assert violations(load, bound, head, model="a") == []


def test_without_calls_nobody_is_needed_unless_somebody_must_be_there() -> None:
    assert agents_for(Load(0, 180), Target(share=0.8), model="c") == 0
    assert plan(Load(0, 180), Target(share=0.8, least_agents=2), model="c").agents == 2


def test_a_share_of_nothing_takes_nobody_but_a_queue_without_end_takes_its_load() -> None:
    assert agents_for(Load(200, 180, 60), Target(share=0.0)) == 0
    assert agents_for(Load(200, 180), Target(share=0.0), model="c") == 11


def test_nearly_certain_promises_are_still_counted() -> None:
    target = Target(share=1 - 1e-12, within_s=20)
    head = plan(Load(200, 180), target, model="c")
    assert 30 < head.agents < 60
    assert head.fewer is not None
    assert head.fewer.p_wait_over > 1e-12 >= head.reached.p_wait_over * (1 - 1e-4)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("target_share", {}),
        ("target_share", {"share": 1.0}),
        ("target_share", {"share": 80}),
        ("target_share", {"share": -0.1}),
        ("target_share", {"share": math.nan}),
        ("max_p_wait", {"p_wait": 0}),
        ("max_p_abandon", {"p_abandon": 1.5}),
        ("max_mean_wait_s", {"mean_wait_s": -1}),
        ("max_occupancy", {"occupancy": 85}),
        ("within_s", {"share": 0.8, "within_s": -1}),
        ("within_s", {"share": 0.8, "within_s": math.inf}),
        ("least_agents", {"share": 0.8, "least_agents": -1}),
        ("definition", {"share": 0.8, "definition": "of_all"}),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_by_name(field: str, said: dict[str, float]) -> None:
    with pytest.raises(Nonsense) as refused:
        Target(**said)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_percentage_is_told_how_to_write_itself() -> None:
    with pytest.raises(Nonsense, match=r"80 % is written 0\.8"):
        Target(share=80)


@settings(max_examples=30)
@given(agents=st.integers(1, 300), share=st.floats(0.1, 0.99), model=st.sampled_from(MODELS))
def test_what_people_carry_takes_just_those_people(agents: int, share: float, model: Model) -> None:
    target = Target(share=share)
    most = load_for(agents, Load(0, 180, 90), target, model=model)
    assert agents_for(Load(most, 180, 90), target, model=model) == agents
    assert agents_for(Load(most * 1.0001, 180, 90), target, model=model) == agents + 1


def test_the_square_root_rules_meet_the_exact_queue_when_it_is_large() -> None:
    exact, patient = measure(Load(6e6, 60, 120), 100_100), measure(Load(6e6, 60), 100_100, model="c")
    safety = beta(100_100, 1e5)
    p_wait, scaled = garnett(safety, 0.5)
    assert p_wait == pytest.approx(exact.p_wait, rel=5e-3)
    assert p_wait * scaled / math.sqrt(1e5) == pytest.approx(exact.p_abandon, rel=1e-2)
    assert halfin_whitt(safety) == pytest.approx(patient.p_wait, rel=5e-3)


@pytest.mark.parametrize("safety", [-1e200, -1e5, -50.0, 0.0, 50.0, 999.0, 1001.0, 1e5, 1e200])
@pytest.mark.parametrize("impatience", [1e-12, 0.5, 1e9])
def test_the_square_root_rules_hold_far_out(safety: float, impatience: float) -> None:
    p_wait, scaled = garnett(safety, impatience)
    assert 0 <= p_wait <= 1
    assert scaled >= 0
    assert 0 <= halfin_whitt(safety) <= 1


@given(a=st.floats(20, 5000), p_wait=st.floats(0.05, 0.9))
def test_the_square_root_rule_is_an_agent_or_two_beside_the_exact_number(a: float, p_wait: float) -> None:
    for load in (Load(a * 60, 60), Load(a * 60, 60, 120)):
        by_rule = agents_by_square_root(load, p_wait)
        assert by_rule is not None
        assert abs(by_rule - agents_for(load, Target(p_wait=p_wait))) < 2.5


def test_days_that_differ_take_more_people_than_the_mean_says() -> None:
    load, target = Load(2000, 200, 120), Target(share=0.9)
    heads = [agents_for_uncertain(Uncertain(load, 1800, spread), target) for spread in (1, 2, 10)]
    assert heads[0] == agents_for(load, target)
    assert heads == sorted(heads)
    assert heads[2] > heads[0]
    assert expected_share(Uncertain(load, 1800, 10), target, heads[2]) >= 0.9
    assert expected_share(Uncertain(load, 1800, 10), target, heads[2] - 1) < 0.9


def test_the_kinds_of_interval_have_the_mean_and_nearly_the_spread_they_were_given() -> None:
    rates = Uncertain(Load(400, 180), 1800, 3.0).rates()
    assert rates.mean() == pytest.approx(400, rel=1e-12)
    assert rates.var() == pytest.approx(400 * 400 * (3 - 1) / 200, rel=0.03)
