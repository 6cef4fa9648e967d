"""The simulation agrees with what is known exactly, within three standard errors."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from hantong_planning.simulate import read_scenario, simulate
from hantong_planning.simulate.floor import WAITED
from hantong_planning.simulate.tests.exact import birth_death, deviations, pool, sinusoid

REFERENCE = Path(__file__).resolve().parents[5] / "shared" / "data" / "callcentre"
LIMIT = 3.0


def _rows(name: str) -> list[Mapping[str, str]]:
    if not (REFERENCE / name).exists():
        pytest.skip(f"the shared reference {name} is not on this machine")
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith(("#", '"#'))))


@pytest.mark.parametrize(("agents", "patience_s"), [(50, 120.0), (12, None), (1, 300.0)])
def test_agrees_with_erlang(agents: int, patience_s: float | None) -> None:
    load = {"agents": agents, "arrivals_per_h": 0.9 * agents * 20, "handling_s": 180.0, "patience_s": patience_s}
    days = 1 if agents == 50 else 30
    outcome = simulate(pool(**load, days=days), seed=11, replications=20)  # type: ignore[arg-type]
    assert max(deviations(outcome, birth_death(**load)).values()) < LIMIT  # type: ignore[arg-type]


def test_agrees_with_erlang_b_when_nobody_waits() -> None:
    loss = 1.0
    for n in range(1, 11):
        loss = 8 * loss / (n + 8 * loss)
    gone = {"kind": "fixed", "mean_s": 1e-6}
    outcome = simulate(pool(agents=10, arrivals_per_h=160, handling_s=180, patience_s=gone), seed=12, replications=20)
    assert deviations(outcome, {"p_abandon": loss, "p_wait": loss})["p_abandon"] < LIMIT


def test_agrees_with_pollaczek_khinchine_for_log_normal_handling() -> None:
    cv, load = 1.5, 0.7
    handling = {"mean_s": 100, "cv": cv}
    scenario = pool(agents=1, arrivals_per_h=load * 36, handling_s=handling, patience_s=None, days=100)
    exact = load / (1 - load) * 100 * (1 + cv**2) / 2
    assert deviations(simulate(scenario, seed=13, replications=20), {"mean_wait_s": exact})["mean_wait_s"] < LIMIT


@pytest.mark.parametrize("beta", [0.0, 1.0])
def test_delays_of_a_changing_day_are_those_of_the_poisson_law(beta: float) -> None:
    steps, unit_s = 128, 86_400 / (2 * math.pi)
    rate, staff, exact = sinusoid(beta, np.arange(steps) * 2 * math.pi / steps)
    kind = {"name": "phone", "arrivals_per_h": list(rate * 3600 / unit_s), "handling_s": unit_s, "patience_s": unit_s}
    people = {"name": "all", "skills": ["phone"], "staff": [int(s) for s in staff]}
    scenario = read_scenario(
        {"days": 106, "warm_up_h": 24, "interval_s": 86_400 // steps, "classes": [kind], "groups": [people]}
    )
    found = simulate(scenario, seed=14, replications=20).intervals.share_of_offered(WAITED)
    value = found.value[:, 0].reshape(7, steps)[:, ::16].mean(axis=0)
    error = np.sqrt((found.standard_error[:, 0].reshape(7, steps)[:, ::16] ** 2).sum(axis=0)) / 7
    assert (np.abs(value - exact[::16]) / error).max() < LIMIT


@pytest.mark.real_data
def test_every_reference_row_of_erlang_a_and_c() -> None:
    for row in _rows("erlang_reference_dev.csv"):
        arrivals_per_h = 60 * float(row["lambda_per_min"])
        patience_s = 60 * float(row["patience_min"]) if row["patience_min"] else None
        scenario = pool(
            agents=int(row["n"]),
            arrivals_per_h=arrivals_per_h,
            handling_s=60 * float(row["aht_min"]),
            patience_s=patience_s,
            days=max(1, round(10_000 / arrivals_per_h / 24)),
            within_s=60 * float(row["T_min"]),
        )
        exact = {"p_wait": float(row["P_wait"]), "p_abandon": float(row["P_abandon"])}
        exact |= {
            "mean_wait_s": float(row["E_wait_all_sec"]),
            "of_offered": float(row["SL_answered_within_T_over_offered"]),
        }
        found = deviations(simulate(scenario, seed=2, replications=20), exact)
        assert max(found.values()) < LIMIT, (row, found)


@pytest.mark.real_data
def test_every_reference_row_of_the_bilingual_pool() -> None:
    for row in _rows("nmodel_dev.csv"):
        service_s, patience_s = 60 / float(row["mu"]), 60 / float(row["theta"])
        kinds = [
            {"name": name, "arrivals_per_h": 60 * float(row[rate]), "handling_s": service_s, "patience_s": patience_s}
            for name, rate in (("one", "lam1"), ("two", "lam2"))
        ]
        people = [
            {"name": "A", "skills": ["one"], "staff": int(row["n_A"])},
            {"name": "B", "skills": ["one", "two"], "staff": int(row["n_B"])},
        ]
        kinds[1]["priority"] = 1
        scenario = read_scenario({"days": 40, "warm_up_h": 24, "interval_s": 3600, "classes": kinds, "groups": people})
        outcome = simulate(scenario, seed=3, replications=20)
        for place in (0, 1):
            names = {"p_wait": f"P_wait{place + 1}", "p_abandon": f"P_ab{place + 1}"}
            exact = {name: float(row[column]) for name, column in names.items()}
            exact["mean_wait_s"] = 60 * float(row[f"EW{place + 1}_min"])
            assert max(deviations(outcome, exact, place).values()) < LIMIT, row


@pytest.mark.real_data
@pytest.mark.parametrize("beta", ["0.5", "1.5"])
def test_the_reference_of_a_changing_day_is_ours(beta: str) -> None:
    rows = [row for row in _rows("timevarying_exact_dev.csv") if row["beta"] == beta]
    _, staff, delay = sinusoid(float(beta), np.array([float(row["t"]) for row in rows]))
    assert [int(row["s"]) for row in rows] == staff.tolist()
    assert delay == pytest.approx([float(row["P_delay_exact"]) for row in rows], abs=1e-9)
