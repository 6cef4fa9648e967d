"""Commands about who can do what: `languages`, `skills`, `callbacks` and `posts`."""

from __future__ import annotations

import json
import math
from argparse import Namespace
from pathlib import Path
from typing import Any

from hantong_planning.commands import Answer, Commands
from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.staffing.bilingual import choices
from hantong_planning.staffing.callbacks import CallBacks, measure_callbacks
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
from hantong_planning.staffing.erlang import measure
from hantong_planning.staffing.languages import TwoKinds, measure_two
from hantong_planning.staffing.posts import posts, rostered
from hantong_planning.staffing.problem import Load
from hantong_planning.staffing.skills import Centre, Group, least_mix, one_more

USUAL = {"cost": 1.0, "most": 100_000}
GROUP_FIELDS = {"skills", *USUAL}


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add("languages", languages)
    parser.add_argument("--first-per-h", type=float, required=True, help="calls of the common kind")
    parser.add_argument("--second-per-h", type=float, required=True, help="calls of the rare kind")
    parser.add_argument("--handling-s", type=float, required=True, help="mean seconds that a call occupies an agent")
    parser.add_argument("--patience-s", type=float, required=True, help="mean seconds until a caller gives up")
    parser.add_argument("--only-first", type=int, help="agents for the common kind only; left out: find the fewest")
    parser.add_argument("--both", type=int, help="agents for both kinds; left out: find the fewest")
    parser.add_argument("--only-second", type=int, default=0, help="agents for the rare kind only (0)")
    parser.add_argument("--max-p-wait", type=float, help="at most this share of either kind waits")
    parser.add_argument("--max-p-abandon", type=float, help="at most this share of either kind gives up")
    parser.add_argument("--bilingual-cost", type=float, default=1.0, help="cost of one for both, against a single (1)")
    parser = commands.add("skills", skills)
    parser.add_argument(
        "centre",
        type=Path,
        help='JSON: {"calls": {skill: arrivals_per_h}, "groups": {name: [skill] or {skills, cost, most}}}',
    )
    load_arguments(parser, arrivals=False)
    target_arguments(parser)
    parser = commands.add("callbacks", callbacks)
    parser.add_argument("--agents", type=float, required=True, help="people who do nothing else")
    load_arguments(parser)
    parser.add_argument("--accept-share", type=float, required=True, help="of those who would wait, prefer a call-back")
    parser.add_argument("--keep-free", type=int, default=0, help="agents kept free for callers (0)")
    parser = commands.add("posts", posts_needed)
    parser.add_argument("--agent-h-per-week", type=float, required=True, help="hours at the queue in a week")
    presence_arguments(parser)


def languages(given: Namespace) -> Answer:
    """Two languages exactly: what a staffing gives, or how few bilingual and other agents keep a bound."""
    known = given.only_first is not None and given.both is not None
    centre = TwoKinds(
        given.first_per_h,
        given.second_per_h,
        given.handling_s,
        given.patience_s,
        only_first=given.only_first if known else 1,
        both=given.both if known else 1,
        only_second=given.only_second,
    )
    if known:
        return spoken(measure_two(centre))
    if given.only_first is not None or given.both is not None:
        raise Nonsense("both", "and only_first: give both numbers, or neither to find the fewest")
    found = choices(centre, p_wait=given.max_p_wait, p_abandon=given.max_p_abandon, bilingual_cost=given.bilingual_cost)
    if not found:
        raise Nonsense("max_p_wait", "is not kept by any of the mixes looked at")
    return {**spoken(found[0]), "others": [spoken(choice) for choice in found[1:]]}


def skills(given: Namespace) -> Answer:
    """The cheapest mix of trained groups that the calls of every set of skills allow, and what binds."""
    model, target = model_of(given), target_of(given)
    said = _json(given.centre)
    calls = {
        name: load_of(given, arrivals_per_h=_number(f"calls.{name}", rate)) for name, rate in said["calls"].items()
    }
    centre = Centre(calls, tuple(_group(name, has) for name, has in said["groups"].items()), target)
    mix = least_mix(centre, model=model)
    return {
        "agents": mix.agents,
        "total": mix.total,
        "cost": mix.cost,
        "separate": mix.separate,
        "binding": [list(names) for names in mix.binding],
        "unmet": [{"skills": list(names), "missing": n} for names, n in mix.unmet.items()],
        "one_more_fills": one_more(centre, mix, model=model),
        "model": model,
        "target": spoken(target),
    }


def _json(path: Path) -> dict[str, dict[str, Any]]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Nonsense("file", f"{path} is not JSON: {error}") from None
    for name in ("calls", "groups"):
        if not isinstance(said, dict) or not isinstance(said.get(name), dict):
            raise Nonsense(name, f"must be an object in {path}")
    return {"calls": said["calls"], "groups": said["groups"]}


def _group(name: str, said: Any) -> Group:
    """Return a group from its list of skills, or from an object with `skills` and perhaps `cost` and `most`."""
    given = said if isinstance(said, dict) else {"skills": said}
    has = given.get("skills")
    if not isinstance(has, list) or not all(isinstance(one, str) for one in has) or set(given) - GROUP_FIELDS:
        raise Nonsense(
            "groups", f"{name} must be a list of skills, or an object with {', '.join(sorted(GROUP_FIELDS))}"
        )
    cost, most = (_number(f"groups.{name}.{field}", given.get(field, usual)) for field, usual in USUAL.items())
    return Group(name, frozenset(has), finite(f"groups.{name}.cost", cost, least=0), whole(f"groups.{name}.most", most))


def _number(field: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Nonsense(field, f"must be a number, not {value}")
    return float(value)


def callbacks(given: Namespace) -> Answer:
    """What call-backs instead of queueing do to waits, abandonment and the load, beside the same queue without."""
    load = load_of(given)
    if model_of(given) == "b":
        raise Nonsense("model", "must be a or c: where nobody can wait there is nothing to be called back for")
    found = measure_callbacks(CallBacks(load, given.agents, given.accept_share, given.keep_free))
    return {**spoken(found), "without": _without(load, given)}


def _without(load: Load, given: Namespace) -> Answer | None:
    try:
        return spoken(measure(load, given.agents, model=model_of(given)))
    except Nonsense:
        return None


def posts_needed(given: Namespace) -> Answer:
    """How many posts fill so many hours at the queue, after breaks, absence and training."""
    there = presence(given)
    return {
        "posts": posts(given.agent_h_per_week, there),
        "present_share": there.present_share,
        "rostered_per_agent": 1 / there.present_share,
        "rostered_for_ten": rostered(10, there),
    }
