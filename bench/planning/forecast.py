"""Forecast errors, band coverage and time per series, beside naive peers on the same targets."""

from __future__ import annotations

import time
from pathlib import Path

from hantong_planning.forecast.evaluate import Judged, evaluate, wape
from hantong_planning.forecast.gathering import gather
from hantong_planning.forecast.holiday_calendars import guessed
from hantong_planning.forecast.problem import History, Problem
from hantong_planning.forecast.reading import Columns, read
from hantong_planning.forecast.solve import forecast

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BANK = (DATA / "callcentre" / "bank_calls_dev.csv", Columns("DateTime", "Calls"), 30)
VANCOUVER = (
    DATA / "real" / "vancouver311_daily" / "vancouver311_contact_centre_2009_2021.csv",
    Columns("Date", "CallsOffered"),
    1440,
)
HORIZONS = (1, 5, 10)


def _history(path: Path, columns: Columns, every_min: int) -> History:
    rows, notes = read(path, columns)
    return gather(rows[()], columns, every_min, notes)


def _line(name: str, horizon: int, found: Judged) -> None:
    peers = {peer: wape(found.truth, values) for peer, values in found.peers.items()}
    six = peers["median_of_last_6_same_weekdays"]
    told = "  ".join(f"{peer} {100 * value:.2f}" for peer, value in peers.items())
    print(
        f"{name}, {horizon} d: WAPE {100 * found.wape:.2f} %, {100 * (found.wape / six - 1):+.0f} % against the median of six"
        f" ({told}); covered {100 * found.coverage_80:.1f} % (days {100 * found.day_coverage_80:.1f} %);"
        f" pinball {100 * found.pinball:.2f} %; {len(found.days)} targets"
    )


def main() -> None:
    """Print the figures of both records, the bank's on the last 20 and 80 days, Vancouver's on 20 and 365."""
    for name, source, spans in (("bank calls", BANK, (20, 80)), ("Vancouver", VANCOUVER, (20, 365))):
        if not source[0].exists():
            print(f"{name}: {source[0].name} is not here")
            continue
        history = _history(*source)
        for last_d in spans:
            holidays = guessed(history, len(history.days) - last_d)
            print(f"{name}, last {last_d} days; holidays {holidays.source}")
            for horizon, found in evaluate(history, horizons_d=HORIZONS, last_d=last_d, holidays=holidays).items():
                _line(name, horizon, found)
        asked = Problem(history.before(len(history.days) - 10), history.days[-10:], holidays)
        times = []
        for _ in range(15):
            began = time.process_time()
            forecast(asked)
            times.append(time.process_time() - began)
        print(f"{name}: {1000 * sorted(times)[7]:.0f} ms of processor time a series (median of 15; limit 50 ms)")


if __name__ == "__main__":
    main()
