"""Commands about hours that differ: `day` for one channel, `channels` for phone, counter and messages."""

from __future__ import annotations

import math
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

import numpy as np

from hantong_planning.commands import Answer, Commands, as_lines, as_table
from hantong_planning.errors import Nonsense, finite
from hantong_planning.staffing.channels import Day, Live, Messages, plan_day
from hantong_planning.staffing.commands.words import (
    load_arguments,
    load_of,
    model_of,
    presence,
    presence_arguments,
    spoken,
    target_arguments,
    target_of,
)
from hantong_planning.staffing.draw import curve, stack
from hantong_planning.staffing.files import Row, column_of, rows
from hantong_planning.staffing.posts import posts, rostered
from hantong_planning.staffing.problem import Target
from hantong_planning.staffing.varying import (
    Interval,
    Profile,
    Start,
    delay_probability,
    modified_offered_load,
    staff,
    staff_exactly,
)
from hantong_planning.staffing.why import Reason, reasons, tray_reason

WEEK_S = 7 * 86_400


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add("day", day, show=_show_day)
    parser.add_argument(
        "profile", type=Path, help="CSV: arrivals_per_h; open, if some are closed; target_share, if it differs"
    )
    load_arguments(parser, arrivals=False)
    target_arguments(parser)
    presence_arguments(parser)
    _time_arguments(parser)
    parser.add_argument("--handling-cv", type=float, default=1.0, help="1 is exponential, else log-normal (1)")
    parser.add_argument("--returning-share", type=float, default=0.0, help="who finds it closed and calls at opening")
    parser.add_argument("--moment", choices=("peak", "mean"), default="peak", help="staff on the peak or the mean")
    parser.add_argument("--svg", type=Path, help="draw load and agents into this file")
    parser = commands.add("channels", channels)
    parser.add_argument(
        "profile", type=Path, help="CSV with the columns phone_per_h, counter_per_h, messages_per_h and perhaps open"
    )
    for name, handling_s, patience_s in (("phone", 240.0, 120.0), ("counter", 600.0, 1200.0)):
        parser.add_argument(f"--{name}-handling-s", type=float, default=handling_s, help=f"({handling_s:g})")
        parser.add_argument(f"--{name}-patience-s", type=float, default=patience_s, help=f"({patience_s:g})")
        parser.add_argument(f"--{name}-target-share", type=float, default=0.8, help="share served in time (0.8)")
        within = 20.0 if name == "phone" else 600.0
        parser.add_argument(f"--{name}-within-s", type=float, default=within, help=f"({within:g})")
    parser.add_argument("--messages-handling-s", type=float, default=480.0, help="(480)")
    parser.add_argument("--messages-within-h", type=float, default=24.0, help="hours until the answer (24)")
    parser.add_argument("--messages-waiting", type=float, default=0.0, help="in the tray at the start")
    parser.add_argument("--idle-share", type=float, default=0.5, help="part of idle time to write in (0.5)")
    parser.add_argument("--most-extra", type=int, default=100_000, help="extra people at most in an interval")
    parser.add_argument("--svg", type=Path, help="draw the people of all channels into this file")
    _time_arguments(parser)


def _time_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--interval-s", type=float, default=1800.0, help="length of an interval (1800)")
    parser.add_argument(
        "--starts", default="repeats", help="repeats: the end carries over into the start; empty; or busy agents"
    )


def day(given: Namespace) -> Answer:
    """The agents for each interval of a day or week whose calls come and go, carried over midnight."""
    load, model = load_of(given, arrivals_per_h=0.0), model_of(given)
    found = rows(given.profile, ("arrivals_per_h",))
    targets = _targets(given, found)
    profile = Profile(
        column_of(found, "arrivals_per_h"),
        given.interval_s,
        load.handling_s,
        handling_cv=given.handling_cv,
        starts=_starts(given.starts),
        opens=_opens(column_of(found, "open", default=1.0)),
        returning_share=given.returning_share,
    )
    plan = staff(profile, targets, patience_s=load.patience_s, model=model, moment=given.moment)
    if given.svg:
        given.svg.write_text(curve(profile, plan), encoding="utf-8")
    p_wait = targets[0].p_wait
    poisson = None if p_wait is None else staff_exactly(profile, p_wait)
    why = reasons(profile, targets, plan, patience_s=load.patience_s, model=model)
    starts = [row.get("starts_at") or _clock(i * given.interval_s) for i, row in enumerate(found)]
    hours = sum(one.agents for one in plan) * given.interval_s / 3600
    per_week = hours * WEEK_S / (len(plan) * given.interval_s)
    return {
        "agents": [one.agents for one in plan],
        "agent_h": hours,
        "rostered": [rostered(one.agents, presence(given)) for one in plan],
        "posts": posts(per_week, presence(given)),
        "intervals": [_interval(*of) for of in zip(starts, plan, why, strict=True)],
        "best_one_more": _best(starts, why),
        "poisson_agents": poisson,
        "busy_at_the_end": float(modified_offered_load(profile)[-1]),
        "model": model,
        "target": spoken(targets[0]) if len(set(targets)) == 1 else {**spoken(targets[0]), "share": "by interval"},
    }


def _targets(given: Namespace, found: list[Row]) -> list[Target]:
    """Return the promise of each interval: the arguments', with the share of a column `target_share` if there is one."""
    if "target_share" not in found[0]:
        return [target_of(given)] * len(found)
    shares = column_of(found, "target_share")
    first = target_of(Namespace(**{**vars(given), "target_share": shares[0]}))
    return [replace(first, share=share) for share in shares]


def _interval(starts: str, one: Interval, why: Reason | None) -> Answer:
    poisson = float(delay_probability(np.array(one.offered_erlang), np.array(float(one.agents))))
    more = {"in_time_per_h": why.in_time_per_h, "answered_per_h": why.answered_per_h} if why else None
    return {
        "starts": starts,
        **spoken(one),
        "poisson_p_wait": poisson,
        "binding": list(why.binding) if why else [],
        "one_more": more,
    }


def _best(starts: list[str], why: list[Reason | None]) -> Answer | None:
    """Return where one more person brings most calls in time, or None where nobody calls."""
    known = [(one.in_time_per_h, start) for start, one in zip(starts, why, strict=True) if one]
    gain, start = max(known, default=(0.0, ""))
    return {"starts": start, "in_time_per_h": gain} if known else None


def _clock(seconds: float) -> str:
    day, rest = divmod(round(seconds), 86_400)
    return f"{f'day {day + 1} ' if day else ''}{rest // 3600:02d}:{rest // 60 % 60:02d}"


def _show_day(found: Answer) -> str:
    """Return a day as a table of the intervals with people, and what it takes in all."""
    rows = [
        {
            "starts": one["starts"],
            "calls/h": one["arrivals_per_h"],
            "erlang": one["offered_erlang"],
            "agents": one["agents"],
            "rostered": rostered,
            "in time %": 100 * one["reached"]["service_level"]["of_offered"] if one["reached"] else None,
            "one more/h": one["one_more"]["in_time_per_h"] if one["one_more"] else None,
            "binds": ", ".join(one["binding"]),
        }
        for one, rostered in zip(found["intervals"], found["rostered"], strict=True)
        if one["agents"]
    ]
    names = ("agent_h", "posts", "busy_at_the_end", "best_one_more", "model", "target")
    said = {name: {k: v for k, v in found[name].items() if v} if name == "target" else found[name] for name in names}
    return "\n".join([*as_table(rows), as_lines({name: value for name, value in said.items() if value is not None})])


def channels(given: Namespace) -> Answer:
    """People for phone, counter and messages: live ones by interval, and extra ones so that no message is late."""
    found = rows(given.profile, ("phone_per_h", "counter_per_h", "messages_per_h"))
    if given.starts not in ("repeats", "empty"):
        raise Nonsense("starts", f"must be repeats or empty, not {given.starts}")
    live = tuple(
        Live(
            name,
            column_of(found, f"{name}_per_h"),
            getattr(given, f"{name}_handling_s"),
            getattr(given, f"{name}_patience_s"),
            Target(share=getattr(given, f"{name}_target_share"), within_s=getattr(given, f"{name}_within_s")),
        )
        for name in ("phone", "counter")
    )
    tray = Messages(
        column_of(found, "messages_per_h"), given.messages_handling_s, given.messages_within_h, given.messages_waiting
    )
    opens = _opens(column_of(found, "open", default=1.0))
    asked = Day(given.interval_s, live, tray, opens, given.starts == "repeats", given.idle_share, given.most_extra)
    plan = plan_day(asked)
    if given.svg:
        given.svg.write_text(stack(plan, given.interval_s), encoding="utf-8")
    people = {name: [one.agents for one in intervals] for name, intervals in plan.live.items()}
    return {
        **people,
        "extra": plan.extra,
        "messages_answered": plan.answered,
        "messages_waiting": plan.waiting,
        "unmet": {"messages_late": plan.unmet, "most_late": max(plan.unmet)},
        "why": spoken(tray_reason(asked, plan)),
        "agent_h": (sum(map(sum, people.values())) + sum(plan.extra)) * given.interval_s / 3600,
    }


def _opens(column: tuple[float, ...]) -> tuple[bool, ...] | None:
    if any(value not in (0.0, 1.0) for value in column):
        raise Nonsense("open", "must be 1 for open or 0 for closed")
    return None if all(column) else tuple(value == 1.0 for value in column)


def _starts(said: str) -> Start | float:
    if said == "repeats":
        return "repeats"
    if said == "empty":
        return "empty"
    try:
        busy = float(said)
    except ValueError:
        busy = math.nan
    if math.isnan(busy):
        raise Nonsense("starts", f"must be repeats, empty or a number of busy agents, not {said}")
    return finite("starts", busy, least=0)
