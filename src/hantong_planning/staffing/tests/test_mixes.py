"""Who can do what: two languages exactly, many skills from below, call-backs, pooling, posts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.staffing.agents import agents_for
from hantong_planning.staffing.bilingual import choices
from hantong_planning.staffing.callbacks import CallBacks, measure_callbacks
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.languages import TwoKinds, measure_two
from hantong_planning.staffing.pooling import Centre, Pooling, compare
from hantong_planning.staffing.posts import Presence, handling, posts, rostered
from hantong_planning.staffing.problem import Load, Target
from hantong_planning.staffing.skills import Centre as SkillCentre
from hantong_planning.staffing.skills import Group, least_mix

TARGET = Target(share=0.8, within_s=20)


def test_when_everybody_speaks_both_it_is_one_queue() -> None:
    two, one = measure_two(TwoKinds(60, 24, 300, 180, only_first=0, both=9)), measure(Load(84, 300, 180), 9)
    assert two.first.p_wait == pytest.approx(one.p_wait, rel=1e-9)
    assert two.second.p_wait == pytest.approx(one.p_wait, rel=1e-9)
    assert two.first.mean_queue + two.second.mean_queue == pytest.approx(one.mean_queue, rel=1e-9)
    assert (two.second.mean_wait_s or 0) < one.mean_wait_s < (two.first.mean_wait_s or 0)


def test_when_nobody_speaks_both_it_is_two_queues() -> None:
    two = measure_two(TwoKinds(60, 24, 300, 180, only_first=6, both=0, only_second=3))
    for kind, load, agents in ((two.first, Load(60, 300, 180), 6), (two.second, Load(24, 300, 180), 3)):
        alone = measure(load, agents)
        assert kind.p_wait == pytest.approx(alone.p_wait, rel=1e-9)
        assert kind.p_abandon == pytest.approx(alone.p_abandon, rel=1e-9)


@settings(max_examples=15)
@given(first=st.floats(5, 80), second=st.floats(1, 30), both=st.integers(0, 5), own=st.integers(1, 6))
def test_who_arrives_is_answered_or_gives_up(first: float, second: float, both: int, own: int) -> None:
    got = measure_two(TwoKinds(first, second, 300, 180, only_first=own, both=both, only_second=1))
    lost = first * (got.first.p_abandon or 0) + second * (got.second.p_abandon or 0)
    busy = got.busy_only_first + got.busy_both + got.busy_only_second
    assert busy * 12 == pytest.approx(first + second - lost, rel=1e-8)


def test_the_fewest_bilingual_counsellors_keep_the_promise_and_one_other_fewer_does_not() -> None:
    centre = TwoKinds(72, 24, 300, 180, only_first=1, both=1)
    for found in choices(centre, p_wait=0.3, bilingual_cost=1.3):
        assert max(found.reached.first.p_wait or 0, found.reached.second.p_wait or 0) <= 0.3
        fewer = measure_two(TwoKinds(72, 24, 300, 180, only_first=found.only_first - 1, both=found.both))
        assert max(fewer.first.p_wait or 0, fewer.second.p_wait or 0) > 0.3


def test_a_mix_without_a_bound_is_refused() -> None:
    with pytest.raises(Nonsense, match="max_p_wait"):
        choices(TwoKinds(72, 24, 300, 180, only_first=1, both=1))


def skilled(*groups: Group) -> SkillCentre:
    calls = {"ko": Load(100, 300, 180), "vi": Load(10, 300, 180), "zh": Load(20, 300, 180)}
    return SkillCentre(calls, groups, TARGET)


def test_people_who_know_everything_are_one_queue() -> None:
    mix = least_mix(skilled(Group("all", frozenset({"ko", "vi", "zh"}))))
    assert mix.total == agents_for(Load(130, 300, 180), TARGET)
    assert ("ko", "vi", "zh") in mix.binding


def test_people_who_know_one_thing_are_separate_queues() -> None:
    mix = least_mix(skilled(*(Group(name, frozenset({name})) for name in ("ko", "vi", "zh"))))
    assert mix.total == mix.separate
    assert mix.agents == {name: agents_for(load, TARGET) for name, load in skilled().calls.items()}


def test_a_language_that_nobody_speaks_is_returned_as_missing() -> None:
    mix = least_mix(skilled(Group("ko", frozenset({"ko"})), Group("zh", frozenset({"ko", "zh"}), most=1)))
    assert mix.unmet[("vi",)] == agents_for(Load(10, 300, 180), TARGET)
    assert mix.agents["zh"] == 1


def test_an_unknown_skill_is_refused() -> None:
    with pytest.raises(Nonsense, match="groups"):
        skilled(Group("thai", frozenset({"th"})))


def test_nobody_who_wants_a_call_back_is_the_old_queue() -> None:
    load = Load(2880, 60, 120)
    old, new = measure(load, 50), measure_callbacks(CallBacks(load, 50, 0.0))
    assert new.p_wait == pytest.approx(old.p_wait, rel=1e-9)
    assert new.p_abandon == pytest.approx(old.p_abandon, rel=1e-9)
    assert new.p_called_back == 0


def test_everybody_called_back_waits_as_long_as_the_patient() -> None:
    old, new = measure(Load(2880, 60), 50, model="c"), measure_callbacks(CallBacks(Load(2880, 60), 50, 1.0))
    assert new.mean_callbacks_open == pytest.approx(old.mean_queue, rel=1e-6)
    assert new.occupancy == pytest.approx(old.occupancy, rel=1e-8)


@settings(max_examples=12, deadline=None)
@given(fill=st.floats(0.5, 0.9), accept=st.floats(0.1, 1), keep=st.integers(0, 1))
def test_call_backs_lose_nobody_but_who_gave_up(fill: float, accept: float, keep: int) -> None:
    load = Load(12 * fill * 60, 60, 90)
    got = measure_callbacks(CallBacks(load, 12, accept, keep))
    assert got.occupancy * 12 == pytest.approx(load.offered_erlang * (1 - got.p_abandon), rel=1e-7)
    assert got.p_abandon <= measure(load, 12).p_abandon * (1 + 1e-9) + accept


def test_call_backs_that_would_pile_up_are_refused() -> None:
    with pytest.raises(Nonsense, match="faster than they can be made"):
        CallBacks(Load(3300, 60, 120), 50, 1.0)


RATES = st.lists(st.floats(0, 300), min_size=1, max_size=12)


@settings(max_examples=40)
@given(rates=RATES, handling_s=st.floats(20, 900), share=st.floats(0.05, 0.99), within_s=st.floats(0, 300))
def test_merging_queues_never_takes_more_people(
    rates: list[float], handling_s: float, share: float, within_s: float
) -> None:
    found = compare(Pooling(alike(rates), handling_s, Target(share=share, within_s=within_s)))
    assert found.pooled.agents[0] <= found.separate.agents[0]


@settings(max_examples=40)
@given(rates=RATES, patience_s=st.floats(20, 600), lost=st.floats(0.001, 0.9))
def test_merging_queues_never_takes_more_people_to_lose_as_few(
    rates: list[float], patience_s: float, lost: float
) -> None:
    found = compare(Pooling(alike(rates), 240, Target(p_abandon=lost), patience_s=patience_s), model="a")
    assert found.pooled.agents[0] <= found.separate.agents[0]


def test_a_promise_to_few_is_the_exception() -> None:
    # overrun centres answer some at once by chance; a large overrun queue makes everybody wait alike
    promise = Target(share=0.05, within_s=1)
    found = compare(Pooling(alike([200.0] * 6), 300, promise, patience_s=20), model="a")
    assert found.pooled.agents[0] > found.separate.agents[0]


def alike(rates: list[float]) -> tuple[Centre, ...]:
    return tuple(Centre(f"centre {i}", (rate,)) for i, rate in enumerate(rates))


def test_a_shared_queue_of_strangers_can_cost_people() -> None:
    centres = (Centre("Suwon", (400.0,)), Centre("Yongin", (400.0,)))
    slower = Pooling(centres, 240, TARGET, pooled_handling_s=300, krw_per_post_year=5e7)
    found = compare(slower)
    assert found.saved_posts < 0
    assert found.saved_krw_per_year == pytest.approx(found.saved_posts * 5e7)


def test_a_desk_that_never_closes_takes_more_than_five_posts() -> None:
    there = Presence(breaks_min=30, shift_h=8, absent_shares={"leave": 0.1, "illness": 0.04, "training": 0.03})
    assert there.present_share == pytest.approx((1 - 30 / 480) * 0.9 * 0.96 * 0.97)
    assert posts(168, there) == pytest.approx(168 / 40 / there.present_share)
    assert rostered(14, Presence(absent_shares={"away": 0.3})) == 20
    assert rostered(3, Presence(absent_shares={"away": 0.25})) == 4
    assert handling(talk_s=180, after_call_s=40) == 220


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("breaks_min", {"breaks_min": 480}),
        ("shift_h", {"shift_h": 0}),
        ("leave", {"absent_shares": {"leave": 1.0}}),
        ("leave", {"absent_shares": {"leave": 30}}),
        ("paid_h_per_week", {"paid_h_per_week": -40}),
    ],
)
def test_absence_that_makes_no_sense_is_refused_by_name(field: str, said: dict[str, object]) -> None:
    with pytest.raises(Nonsense) as refused:
        Presence(**said)  # type: ignore[arg-type]
    assert refused.value.field == field
