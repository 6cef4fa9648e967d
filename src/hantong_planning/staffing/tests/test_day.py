"""Hours that differ: the load that is really there, over midnight, with closed hours and messages."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.staffing.agents import agents_for
from hantong_planning.staffing.channels import Day, Live, Messages, plan_day
from hantong_planning.staffing.draw import curve, stack
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.problem import Load, Target
from hantong_planning.staffing.varying import (
    Profile,
    delay_probability,
    modified_offered_load,
    staff,
    staff_exactly,
)
from hantong_planning.staffing.why import reasons, tray_reason

TARGET = Target(share=0.8, within_s=20)


@given(rates=st.lists(st.floats(0, 500), min_size=1, max_size=20), begin=st.floats(0, 50))
def test_the_load_solves_its_equation(rates: list[float], begin: float) -> None:
    got = modified_offered_load(Profile(tuple(rates), 900, 300, starts=begin))
    busy, faded = begin, math.exp(-900 / 300)
    for rate, found in zip(rates, got[1:], strict=True):
        busy = rate / 12 + (busy - rate / 12) * faded
        assert found == pytest.approx(busy, abs=1e-9)


@pytest.mark.parametrize("cv", [0.3, 1.0, 1.5])
def test_a_level_day_has_the_offered_load_whatever_the_handling(cv: float) -> None:
    got = modified_offered_load(Profile((120.0,) * 48, 1800, 300, handling_cv=cv))
    assert got == pytest.approx(np.full(49, 10.0), rel=1e-9)


@settings(max_examples=25)
@given(rates=st.lists(st.floats(0, 500), min_size=4, max_size=48), cv=st.floats(0.2, 1.6))
def test_no_work_is_lost_and_a_round_ends_where_it_began(rates: list[float], cv: float) -> None:
    got = modified_offered_load(Profile(tuple(rates), 1800, 400, handling_cv=cv), steps=20)
    assert got[0] == pytest.approx(got[-1])
    mean = float(np.trapezoid(got) / (len(got) - 1))
    assert mean == pytest.approx(sum(rates) / len(rates) / 9, rel=1e-2, abs=1e-2)


def test_hours_without_calls_take_nobody() -> None:
    day = Profile((0.0,) * 24 + (300.0,) * 4 + (0.0,) * 20, 1800, 60)
    assert [one.agents for one in staff(day, TARGET, model="c")][:20] == [0] * 20


def test_calls_of_the_evening_are_still_there_after_midnight() -> None:
    evening = (0.0,) * 40 + (200.0,) * 8
    over, fresh = (modified_offered_load(Profile(evening, 1800, 1200, starts=how)) for how in ("repeats", "empty"))
    assert fresh[0] == 0
    assert over[0] > 60
    assert over[0] == pytest.approx(over[-1])


@settings(max_examples=25)
@given(rates=st.lists(st.floats(0, 400), min_size=2, max_size=12))
def test_a_level_hour_is_staffed_like_one_queue_and_each_keeps_its_target(rates: list[float]) -> None:
    plan = staff(Profile(tuple(rates), 3600, 240), TARGET, patience_s=90)
    for one in plan:
        assert one.reached is None or one.reached.service_level.of_offered >= 0.8
        assert one.agents == agents_for(Load(one.offered_erlang * 15, 240, 90), TARGET)


def test_each_hour_says_what_binds_and_what_one_more_would_bring() -> None:
    day = Profile((20.0, 200.0, 0.0, 60.0), 3600, 300, starts="empty", opens=(True, True, True, False))
    plan = staff(day, TARGET, patience_s=120, moment="mean")
    why = reasons(day, TARGET, plan, patience_s=120)
    assert why[1] is not None and why[1].binding == ("share",)
    load = Load(plan[1].offered_erlang * 12, 300, 120)
    here, more = (measure(load, plan[1].agents + k, within_s=20) for k in (0, 1))
    assert why[1].in_time_per_h == pytest.approx(200 * (more.service_level.of_offered - here.service_level.of_offered))
    assert why[1].answered_per_h == pytest.approx(200 * (here.p_abandon - more.p_abandon))
    assert why[3] is None


def test_the_poisson_rule_keeps_the_delay_at_every_moment_and_not_with_one_fewer() -> None:
    day = Profile(tuple(100 + 80 * math.sin(i / 4) for i in range(24)), 1800, 600)
    heads = staff_exactly(day, 0.2)
    busy = modified_offered_load(day, steps=6)
    for i, agents in enumerate(heads):
        within = busy[i * 6 : i * 6 + 7]
        assert delay_probability(within, np.array(float(agents))).max() <= 0.2
        assert delay_probability(within, np.array(float(agents - 1))).max() > 0.2


def test_who_finds_it_closed_comes_back_at_opening() -> None:
    night = Profile(
        (10, 10, 50, 50), 3600, 180, opens=(False, False, True, False), returning_share=0.5, starts="repeats"
    )
    assert list(night.served_per_h()) == [0, 0, 50 + 0.5 * 70, 0]
    assert staff(night, TARGET)[2].agents > staff(Profile((0, 0, 50, 0), 3600, 180), TARGET)[2].agents


def test_the_day_is_drawn() -> None:
    day = Profile((50, 200, 80), 1800, 300)
    drawn = curve(day, staff(day, TARGET))
    assert drawn.startswith("<svg")
    assert "polyline" in drawn


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("arrivals_per_h", {"arrivals_per_h": ()}),
        ("arrivals_per_h", {"arrivals_per_h": (-1.0,)}),
        ("interval_s", {"interval_s": 0}),
        ("handling_s", {"handling_s": math.nan}),
        ("handling_cv", {"handling_cv": 0}),
        ("starts", {"starts": -1}),
        ("opens", {"opens": (True,)}),
        ("opens", {"opens": (False, False)}),
        ("returning_share", {"returning_share": 2}),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_by_name(field: str, said: dict[str, object]) -> None:
    usual: dict[str, object] = {"arrivals_per_h": (10.0, 20.0), "interval_s": 1800, "handling_s": 300}
    with pytest.raises(Nonsense) as refused:
        Profile(**(usual | said))  # type: ignore[arg-type]
    assert refused.value.field == field


def a_day(**said: object) -> Day:
    phone = Live("phone", (20.0,) * 24, 240, 120, TARGET)
    usual: dict[str, object] = {
        "interval_s": 3600,
        "live": (phone,),
        "messages": Messages((30.0,) * 24, 480, within_h=6),
        "opens": (False,) * 7 + (True,) * 17,
    }
    return Day(**(usual | said))  # type: ignore[arg-type]


def test_messages_of_the_night_are_answered_in_time_by_day() -> None:
    plan = plan_day(a_day(messages=Messages((30.0,) * 24, 480, within_h=10)))
    assert max(plan.unmet) == 0
    assert sum(plan.answered) == pytest.approx(24 * 30)
    assert all(done == 0 for done in plan.answered[:7])
    idle = [one.agents - one.offered_erlang for one in plan.live["phone"]]
    for done, extra, free in zip(plan.answered, plan.extra, idle, strict=True):
        assert done * 480 / 3600 <= extra + max(free, 0) + 1  # nobody writes while they talk


def test_what_cannot_be_in_time_is_returned_as_late() -> None:
    plan = plan_day(a_day(messages=Messages((30.0,) * 24, 480, within_h=3)))
    assert max(plan.unmet[:7]) == pytest.approx(30 * 4)  # at seven, the first four of seven closed hours are late
    assert plan.unmet[12] == 0


def test_the_tray_says_where_the_promise_binds_and_what_an_hour_more_would_save() -> None:
    burst = (0.0,) * 10 + (200.0,) + (0.0,) * 13
    plans = [plan_day(a_day(messages=Messages(burst, 480, within_h=h))) for h in (2, 3)]
    why = tray_reason(a_day(messages=Messages(burst, 480, within_h=2)), plans[0])
    assert 12 in why.just_in_time and 11 not in why.just_in_time  # what comes from ten on must be written by one
    assert why.hour_saves_peak == max(plans[0].extra) - max(plans[1].extra) > 0
    assert why.hour_saves_h == sum(plans[0].extra) - sum(plans[1].extra)


def test_who_cannot_keep_up_is_told_how_late_and_what_one_more_writer_would_bring() -> None:
    day = a_day(most_extra=1, messages=Messages((40.0,) * 24, 480, within_h=8))
    plan = plan_day(day)
    assert plan.unmet == sorted(plan.unmet) and plan.unmet[-1] > 0
    assert tray_reason(day, plan).fewer_late == pytest.approx(17 * 7.5)  # 7.5 an hour, in 17 open hours


def test_people_of_all_channels_are_drawn_over_one_another() -> None:
    plan = plan_day(a_day())
    drawn = stack(plan, 3600)
    busiest = max(range(24), key=lambda hour: plan.extra[hour])
    assert f"{busiest} h, extra: {plan.extra[busiest]}" in drawn
    assert drawn.count("<rect") == 2 * 24 + 2  # a box for each channel and hour, and for each name


def test_a_longer_promise_never_takes_more_people() -> None:
    hours = [sum(plan_day(a_day(messages=Messages((30.0,) * 24, 480, within_h=h))).extra) for h in (8, 12, 24)]
    assert hours[0] >= hours[1] - 1 >= hours[2] - 2


def test_a_tray_from_yesterday_is_worked_off() -> None:
    plan = plan_day(a_day(repeats=False, messages=Messages((0.0,) * 24, 480, within_h=9, waiting=60)))
    assert plan.waiting[0] == 60
    assert plan.waiting[8] == pytest.approx(60) or plan.waiting[8] < 60
    assert plan.waiting[9] == pytest.approx(0, abs=1e-6)
