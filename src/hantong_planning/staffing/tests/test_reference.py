"""Every row of the reference figures, computed elsewhere with thirty digits."""

import math
from fractions import Fraction

import numpy as np
import pytest

from hantong_planning.staffing.agents import agents_for
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.languages import TwoKinds, measure_two
from hantong_planning.staffing.pooling import Centre, Pooling, compare
from hantong_planning.staffing.problem import Load, Model, Target
from hantong_planning.staffing.tests.shared import near, reference
from hantong_planning.staffing.varying import Profile, delay_probability, expected_queue, modified_offered_load


def exactly(said: str) -> float:
    """Undo the cut to 15 digits of 10/3."""
    return float(Fraction(said).limit_denominator(1000))


@pytest.mark.real_data
def test_the_closed_forms_agree_to_nine_digits() -> None:
    rows = reference("erlang_reference_dev.csv")
    for row in rows:
        model: Model = "c" if row["model"] == "C" else "a"
        patience_s = float(row["patience_min"]) * 60 if row["patience_min"] else math.inf
        load = Load(exactly(row["lambda_per_min"]) * 60, float(row["aht_min"]) * 60, patience_s)
        got = measure(load, int(row["n"]), model=model, within_s=exactly(row["T_min"]) * 60)
        found = {
            "offered_erlang": got.offered_erlang,
            "P_wait": got.p_wait,
            "P_abandon": got.p_abandon,
            "E_wait_all_sec": got.mean_wait_s,
            "occupancy": got.occupancy,
            "P_W_gt_T": got.p_wait_over,
            "SL_answered_within_T_over_offered": got.service_level.of_offered,
            "SL_over_answered": got.service_level.of_answered,
            "SL_excl_abandoned_before_T": got.service_level.without_early_abandons,
            "Lq": got.mean_queue,
        }
        for name, value in found.items():
            assert near(value, float(row[name]), relative=1e-9), (row, name, value)
    assert len(rows) > 20


@pytest.mark.real_data
def test_the_bilingual_centre_agrees_to_six_digits() -> None:
    for row in reference("nmodel_dev.csv"):
        got = measure_two(
            TwoKinds(
                float(row["lam1"]) * 60,
                float(row["lam2"]) * 60,
                60 / float(row["mu"]),
                60 / float(row["theta"]),
                only_first=int(row["n_A"]),
                both=int(row["n_B"]),
            )
        )
        found = {
            "P_wait1": got.first.p_wait,
            "P_wait2": got.second.p_wait,
            "P_ab1": got.first.p_abandon,
            "P_ab2": got.second.p_abandon,
            "EW1_min": (got.first.mean_wait_s or 0) / 60,
            "EW2_min": (got.second.mean_wait_s or 0) / 60,
            "busyA": got.busy_only_first,
            "busyB": got.busy_both,
        }
        for name, value in found.items():
            assert near(value, float(row[name]), relative=1e-6), (row, name, value)


@pytest.mark.real_data
def test_pooling_saves_what_it_should() -> None:
    for row in reference("pooling_dev.csv"):
        count, rate = int(row["centres"]), float(row["calls_per_hour_each"])
        target = Target(share=float(row["SL"]), within_s=float(row["T_sec"]))
        centres = tuple(Centre(f"centre {i}", (rate,)) for i in range(count))
        found = compare(Pooling(centres, float(row["aht_sec"]), target))
        assert sum(found.separate.agents) == int(row["agents_separate_total"])
        assert sum(found.pooled.agents) == int(row["agents_pooled"])


@pytest.mark.real_data
def test_the_delay_of_a_day_that_swings_is_exact() -> None:
    for row in reference("timevarying_exact_dev.csv"):
        busy, agents = np.array(float(row["m"])), np.array(float(row["s"]))
        assert near(float(delay_probability(busy, agents)), float(row["P_delay_exact"]), relative=1e-9)
        assert near(float(expected_queue(busy, agents)), float(row["E_queue_exact"]), relative=1e-9)


def test_the_load_of_a_swinging_day_lags_behind_its_calls() -> None:
    at = np.linspace(0, 2 * math.pi, 721)
    mean_rates = 100 + 20 * -np.diff(np.cos(at)) / np.diff(at)
    day = Profile(tuple(mean_rates), 3600 * 2 * math.pi / 720, 3600.0)
    exact = 100 + 10 * (np.sin(at) - np.cos(at))
    assert np.abs(modified_offered_load(day) - exact).max() < 2e-4  # rates are held constant within half a degree


@pytest.mark.parametrize(("share", "agents"), [(0.79, 13), (0.8, 14), (0.888, 14), (0.889, 15)])
def test_the_textbook_example_takes_fourteen(share: float, agents: int) -> None:
    assert agents_for(Load(200, 180), Target(share=share, within_s=20), model="c") == agents


def test_the_textbook_figures() -> None:
    without, with_patience = measure(Load(2880, 60), 50, model="c"), measure(Load(2880, 60, 120), 50)
    assert without.p_wait == pytest.approx(0.694455611, abs=5e-10)
    assert without.mean_wait_s == pytest.approx(20.8337, abs=5e-5)
    assert with_patience.p_wait == pytest.approx(0.467774069, abs=5e-10)
    assert with_patience.p_abandon == pytest.approx(0.030912249, abs=5e-10)
