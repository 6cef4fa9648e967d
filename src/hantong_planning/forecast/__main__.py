"""The command line: `python -m hantong_planning.forecast evaluate | forecast | new-place CALLS.csv --time … --value …`."""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense, finite, share
from hantong_planning.forecast.cold_start import Place, forecast_new
from hantong_planning.forecast.draw import forecast_picture, judged_picture
from hantong_planning.forecast.evaluate import Judged, evaluate, wape
from hantong_planning.forecast.gathering import gather
from hantong_planning.forecast.holiday_calendars import guessed, holidays_of
from hantong_planning.forecast.problem import History, Holidays, Problem, SpecialDay, next_open_days
from hantong_planning.forecast.reading import Columns, minutes, read
from hantong_planning.forecast.reconcile import Key, forecast_all
from hantong_planning.forecast.solve import Forecast, forecast
from hantong_planning.forecast.table import intervals

LONG_GAP_D = 14


def histories(given: argparse.Namespace) -> tuple[Mapping[Key, History], list[str]]:
    """Return the series of the file by the columns of `--by`, and notes on what was treated."""
    columns = Columns(given.time, given.value, tuple(name for name in (given.by or "").split(",") if name))
    rows, notes = read(given.file, columns, given.zone)
    found = {}
    for key, own in rows.items():
        told: list[str] = []
        found[key] = gather(own, columns, minutes(given.every), told, " ".join(key) or given.value or "calls")
        away = numpy.diff(found[key].days).astype(int)
        if len(away) and away.max() > LONG_GAP_D:
            told.append(f"a gap of {int(away.max())} days before {found[key].days[1:][away.argmax()]}")
        notes += [f"{' '.join(key)}: {note}" if key else note for note in told]
    return found, notes


def calendar(given: argparse.Namespace, history: History, known: int) -> Holidays:
    """Return the holidays of `--country`: a code, none, or (auto) those that explain the known days."""
    if given.country == "auto":
        return guessed(history, known)
    return Holidays() if given.country == "none" else holidays_of(given.country, history.days)


def special_days(path: Path | None) -> tuple[SpecialDay, ...]:
    """Return the special days of a CSV with the columns date, name and perhaps factor."""
    if path is None:
        return ()
    found = []
    with path.open(newline="", encoding="utf-8-sig") as file:
        for number, line in enumerate(csv.DictReader(file), start=2):
            try:
                day = numpy.datetime64(line["date"].strip(), "D")
                factor = float(line["factor"]) if (line.get("factor") or "").strip() else None
                found.append(SpecialDay(day, line["name"].strip(), factor))
            except (KeyError, ValueError, AttributeError) as error:
                raise Nonsense("specials", f"line {number} needs a date, a name and perhaps a factor") from error
    return tuple(found)


def run_evaluate(given: argparse.Namespace) -> Answer:
    """Judge the forecast by rolling origin on the last days of the file, beside naive peers (WAPE etc. as shares 0…1)."""
    series, notes = histories(given)
    if len(series) != 1:
        raise Nonsense("by", "an evaluation takes one series; leave --by out to judge their sum")
    history = next(iter(series.values()))
    try:
        horizons = [int(text) for text in given.horizons_d.split(",")]
    except ValueError as error:
        raise Nonsense("horizons_d", f"must be whole numbers of days, as 1,5,10, not {given.horizons_d!r}") from error
    holidays = calendar(given, history, max(len(history.days) - given.last_d, 1))
    judged = evaluate(
        history, horizons_d=horizons, last_d=given.last_d, holidays=holidays, specials=special_days(given.specials)
    )
    if given.svg:
        given.svg.write_text(judged_picture(judged[max(judged)], max(judged)), encoding="utf-8")
    return {**_figures(judged), "days": len(history.days), "holidays": holidays.source, "notes": notes}


def _figures(judged: Mapping[int, Judged]) -> Answer:
    peers = next(iter(judged.values())).peers

    def each(figure: Callable[[Judged], float]) -> dict[str, float | None]:
        """Give a figure of every horizon; None where nobody called, or no day was whole, to divide by."""
        found = {str(h): figure(one) for h, one in judged.items()}
        return {h: value if math.isfinite(value) else None for h, value in found.items()}

    return {
        "wape": each(lambda one: one.wape),
        "coverage_80": each(lambda one: one.coverage_80),
        "day_coverage_80": each(lambda one: one.day_coverage_80),
        "pinball": each(lambda one: one.pinball),
        "baselines": {name: each(partial(_peer_wape, name)) for name in peers},
        "targets": {str(h): len(found.days) for h, found in judged.items()},
    }


def _peer_wape(name: str, judged: Judged) -> float:
    return wape(judged.truth, judged.peers[name])


def run_forecast(given: argparse.Namespace) -> Answer:
    """Forecast the next open days per interval, with quantiles and what makes each day what it is."""
    series, notes = histories(given)
    specials, levels = special_days(given.specials), _levels(given.quantiles)
    first = next(iter(series.values()))
    holidays = calendar(given, first, len(first.days))
    if given.by:
        holidays = holidays if given.country != "none" else Holidays()
        plans = dict(forecast_all(series, given.days_d, holidays, specials))
    else:
        future = next_open_days(first, holidays, given.days_d)
        plans = {(): forecast(Problem(first, future, holidays, specials))}
    return _told(given, plans, levels, holidays, notes)


def run_new_place(given: argparse.Namespace) -> Answer:
    """Forecast a place with little or no history from similar places: PLACES.csv has place, population and any traits."""
    series, notes = histories(given)
    if len((given.by or "").split(",")) != 1 or not given.by:
        raise Nonsense("by", "must name the one column that tells places apart")
    places = _places(given.places)
    if given.place not in places:
        raise Nonsense("place", f"{given.place!r} is not in {given.places.name}")
    others = [
        (places[key[0]], history) for key, history in series.items() if key[0] in places and key[0] != given.place
    ]
    own = series.get((given.place,))
    if not others:
        raise Nonsense("by", f"{given.by} names no place of {given.places.name} besides {given.place}")
    pattern = max((history for _, history in others), key=lambda history: history.days[-1])
    holidays = calendar(given, pattern, len(pattern.days))
    days = next_open_days(pattern, holidays, given.days_d + 60)
    if own is not None:
        days = days[days > own.days[-1]]
    found = forecast_new(places[given.place], others, days=days[: given.days_d], holidays=holidays, own=own)
    return _told(given, {(): replace(found, name=given.place)}, _levels(given.quantiles), holidays, notes)


def _places(path: Path) -> Mapping[str, Place]:
    found = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        for line in csv.DictReader(file):
            try:
                traits = {name: float(text) for name, text in line.items() if name not in ("place", "population")}
                found[line["place"]] = Place(finite("population", float(line["population"])), traits)
            except (KeyError, ValueError, TypeError) as error:
                raise Nonsense("places", f"{line}: needs place, population and numbers only ({error})") from error
    return found


def _levels(text: str) -> list[float]:
    try:
        return [share("quantiles", float(part)) for part in text.split(",")]
    except ValueError as error:
        raise Nonsense("quantiles", f"must be shares, as 0.1,0.5,0.9, not {text!r}") from error


def _told(
    given: argparse.Namespace, plans: Mapping[Key, Forecast], levels: list[float], holidays: Holidays, notes: list[str]
) -> Answer:
    if given.svg:
        given.svg.write_text(forecast_picture(next(iter(plans.values()))), encoding="utf-8")
    plan_for = None if given.plan_for == "mean" else _levels(given.plan_for)[0]
    rows: list[dict[str, Any]] = []
    for key, plan in plans.items():
        keys = dict(zip((given.by or "").split(","), key, strict=True)) if key else {}
        rows += intervals(plan, levels, keys=keys, plan_for=plan_for, is_whole_days=given.whole_days)
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    days = [
        {"series": " ".join(key), "date": str(day), "mean": float(plan.mean[i].sum()), "factors": plan.factors[i],
         **{f"q{level:g}": float(plan.day_quantile(level)[i]) for level in levels}}
        for key, plan in plans.items()
        for i, day in enumerate(plan.days)
    ]  # fmt: skip
    shown = {} if given.out else {"intervals": rows}
    return {"days": days, **shown, "holidays": holidays.source, "notes": notes}


def show_forecast(found: Answer) -> str:
    """Return a forecast as a table of days, with the two strongest reasons beside each."""
    lines = []
    for day in found["days"]:
        why = sorted(
            ((name, f) for name, f in day["factors"].items() if name != "level"),
            key=lambda pair: -abs(numpy.log(pair[1])),
        )
        reasons = ", ".join(f"{name} × {factor:.2f}" for name, factor in why[:2])
        quantiles = "  ".join(f"{name} {value:.0f}" for name, value in day.items() if name.startswith("q"))
        lines.append(f"{day['series']} {day['date']}  mean {day['mean']:.0f}  {quantiles}  ({reasons})".strip())
    return "\n".join([*lines, f"holidays: {found['holidays']}", *found["notes"]])


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="CALLS.csv", help="counts per interval, or one row per call")
    parser.add_argument("--time", required=True, help="column of ISO dates or times")
    parser.add_argument("--value", help="column of counts; left out: every row is one call")
    parser.add_argument("--every", default="30min", help="length of an interval: 30min, 1h, 1d …")
    parser.add_argument("--zone", help="time zone to which stamps with Z or an offset are converted, as Asia/Seoul")
    parser.add_argument("--country", default="auto", help="KR, US, CA-BC …; none; auto guesses from past closed days")
    parser.add_argument("--specials", type=Path, help="CSV with date, name and perhaps factor: snow, campaigns")
    parser.add_argument("--by", help="columns that tell series apart, as city,channel")
    parser.add_argument("--svg", type=Path, help="draw a picture into this file")


def _ahead(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--days-d", type=int, default=10, help="how many open days ahead")
    parser.add_argument("--quantiles", default="0.1,0.5,0.9", help="shares, as 0.1,0.5,0.9")
    parser.add_argument("--plan-for", default="mean", help="what arrivals_per_h is: mean, or a quantile as 0.75")
    parser.add_argument("--whole-days", action="store_true", help="closed intervals too, with open = 0")
    parser.add_argument("--out", type=Path, help="write the intervals into this CSV instead of printing them")


def main(words: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    commands = Commands("forecast", "Arrivals per interval from history, with quantiles, judged by rolling origin.")
    judge = commands.add("evaluate", run_evaluate)
    _common(judge)
    judge.add_argument("--horizons-d", default="1,5,10", help="open days ahead, as 1,5,10")
    judge.add_argument("--last-d", type=int, default=20, help="how many last days of the file to judge on")
    _ahead(commands.add("forecast", run_forecast, show=show_forecast))
    place = commands.add("new-place", run_new_place, show=show_forecast)
    _ahead(place)
    place.add_argument("--place", required=True, help="the new place's name in --by and --places")
    place.add_argument("--places", type=Path, required=True, help="CSV: place, population, any traits")
    return commands.main(words)


if __name__ == "__main__":
    sys.exit(main())
