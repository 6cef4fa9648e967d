"""What the commands have in common: arguments for a load and a target, and answers as JSON knows them."""

from __future__ import annotations

import math
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from hantong_planning.errors import Nonsense, finite, share
from hantong_planning.staffing.posts import Presence, handling
from hantong_planning.staffing.problem import DEFINITIONS, MODELS, Load, Model, Target


def load_arguments(parser: ArgumentParser, *, arrivals: bool = True) -> None:
    """Add what describes a load."""
    if arrivals:
        parser.add_argument("--arrivals-per-h", type=float, required=True, help="calls per hour")
    parser.add_argument("--handling-s", type=float, required=True, help="mean seconds that a call occupies an agent")
    parser.add_argument("--after-call-s", type=float, default=0.0, help="work after the call, added to --handling-s")
    parser.add_argument(
        "--patience-s", type=float, help="mean seconds until a caller gives up; left out: nobody gives up"
    )
    parser.add_argument(
        "--model",
        type=str.lower,
        choices=MODELS,
        help="a: callers give up, b: nobody waits, c: nobody gives up; left out: a with --patience-s, else c",
    )


def target_arguments(parser: ArgumentParser) -> None:
    """Add what describes a target; every bound that is given must hold."""
    parser.add_argument("--target-share", type=float, help="share of calls to answer in time, as 0.8")
    within_argument(parser)
    parser.add_argument(
        "--definition", choices=DEFINITIONS, default="of_offered", help="what --target-share is a share of"
    )
    parser.add_argument("--max-p-wait", type=float, help="at most this share finds everybody busy")
    parser.add_argument("--max-p-abandon", type=float, help="at most this share gives up (model b: is blocked)")
    parser.add_argument("--max-mean-wait-s", type=float, help="mean wait of all calls, in seconds")
    parser.add_argument("--max-occupancy", type=float, help="share of their time that agents may be busy")
    parser.add_argument("--least-agents", type=int, default=0, help="never fewer than this")


def within_argument(parser: ArgumentParser) -> None:
    """Add the threshold of the service levels."""
    parser.add_argument("--within-s", type=float, default=20.0, help="seconds that count as in time (20)")


def presence_arguments(parser: ArgumentParser) -> None:
    """Add what keeps paid people from callers."""
    parser.add_argument("--shrinkage-share", type=float, default=0.0, help="leave, illness, training, meetings: 0.3")
    parser.add_argument("--breaks-min", type=float, default=0.0, help="paid rest within a shift, in minutes")
    parser.add_argument("--shift-h", type=float, default=8.0, help="hours of a shift (8)")
    parser.add_argument("--paid-h-per-week", type=float, default=40.0, help="paid hours of one post in a week (40)")


def presence(given: Namespace) -> Presence:
    """Return the presence that the arguments describe."""
    absent = {"shrinkage_share": share("shrinkage_share", given.shrinkage_share)}
    return Presence(given.breaks_min, given.shift_h, absent, given.paid_h_per_week)


def model_of(given: Namespace) -> Model:
    """Return the model that was asked for, or that fits. Raises Nonsense for model a without patience."""
    if given.model is None:
        return "c" if given.patience_s is None else "a"
    if given.model == "a" and given.patience_s is None:
        raise Nonsense("patience_s", "is missing: model a needs the mean patience of callers")
    model: Model = given.model
    return model


def load_of(given: Namespace, *, arrivals_per_h: float | None = None) -> Load:
    """Return the load that the arguments describe; patience is left out where the model has none."""
    finite("handling_s", given.handling_s, above=0)
    total_s = handling(talk_s=given.handling_s, after_call_s=given.after_call_s)
    rate = given.arrivals_per_h if arrivals_per_h is None else arrivals_per_h
    load = Load(rate, total_s, math.inf if given.patience_s is None else given.patience_s)
    return load if model_of(given) == "a" else Load(rate, total_s)


def ignored(given: Namespace) -> dict[str, Any]:
    """Return which arguments the model does not read, so that nothing is ignored silently."""
    unread = ["patience_s"] if given.patience_s is not None and model_of(given) != "a" else []
    return {"ignored": unread} if unread else {}


def target_of(given: Namespace) -> Target:
    """Return the target that the arguments describe."""
    return Target(
        share=given.target_share,
        within_s=given.within_s,
        definition=given.definition,
        p_wait=given.max_p_wait,
        p_abandon=given.max_p_abandon,
        mean_wait_s=given.max_mean_wait_s,
        occupancy=given.max_occupancy,
        least_agents=given.least_agents,
    )


def spoken(thing: Any) -> dict[str, Any]:
    """Return a dataclass as a dictionary that JSON knows: no infinities."""
    return {name: _spoken(value) for name, value in asdict(thing).items()}


def _spoken(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(name): _spoken(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(one) for one in value]
    return value
