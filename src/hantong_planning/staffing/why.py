"""What binds in each interval of a day, and what one more person there would bring to callers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hantong_planning.staffing.agents import explained
from hantong_planning.staffing.channels import Day, DayPlan, plan_day, still_young
from hantong_planning.staffing.problem import Load, Model, Target
from hantong_planning.staffing.varying import Interval, Profile, each_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an interval has its agents.

    `binding` are the bounds that one agent fewer would break. One more agent brings `in_time_per_h` more calls answered
    within the limit and `answered_per_h` more calls answered at all, of the interval's `arrivals_per_h`.
    """

    binding: tuple[str, ...]
    in_time_per_h: float
    answered_per_h: float


def reasons(
    profile: Profile,
    target: Target | Sequence[Target],
    intervals: Sequence[Interval],
    *,
    patience_s: float = math.inf,
    model: Model = "a",
) -> list[Reason | None]:
    """Return the reason for each interval that `staff` made; None where nobody calls or it is closed.

    What one more brings is that of a steady queue, as in `staff`: an interval gains nothing from its neighbours.
    """
    promised = zip(intervals, each_of(target, len(intervals)), strict=True)
    return [_reason(profile, one, kept, patience_s, model) if one.reached else None for one, kept in promised]


def _reason(profile: Profile, one: Interval, target: Target, patience_s: float, model: Model) -> Reason:
    load = Load(one.offered_erlang / profile.handling_s * 3600, profile.handling_s, patience_s)
    head = explained(load, target, one.agents, model=model)
    here, more = head.reached, head.more
    return Reason(
        head.binding,
        one.arrivals_per_h * (more.service_level.of_offered - here.service_level.of_offered),
        one.arrivals_per_h * (here.p_abandon - more.p_abandon),
    )


@dataclass(frozen=True, slots=True)
class TrayReason:
    """Why so many people only write messages.

    `just_in_time` are the intervals at whose end no message may be older than it is: the promise binds there; where
    there are none, it is the work itself. One more such person allowed makes `fewer_late` messages fewer late at the
    worst moment. A promise that is an hour longer saves `hour_saves_h` person-hours and `hour_saves_peak` people.
    """

    just_in_time: tuple[int, ...]
    fewer_late: float
    hour_saves_h: float
    hour_saves_peak: int


def tray_reason(day: Day, plan: DayPlan) -> TrayReason:
    """Return what binds the people for messages, by planning anew with one more of each."""
    late = max(plan.unmet)
    one_more = plan_day(replace(day, most_extra=day.most_extra + 1)) if late else plan
    longer = plan_day(replace(day, messages=replace(day.messages, within_h=day.messages.within_h + 1)))
    return TrayReason(
        just_in_time=_tight(day, plan),
        fewer_late=max(late - max(one_more.unmet), 0.0),
        hour_saves_h=(sum(plan.extra) - sum(longer.extra)) * day.interval_s / 3600,
        hour_saves_peak=max(plan.extra) - max(longer.extra),
    )


def _tight(day: Day, plan: DayPlan) -> tuple[int, ...]:
    of = zip(plan.extra, plan.waiting, still_young(day), strict=True)
    return tuple(i for i, (extra, waiting, young) in enumerate(of) if extra and waiting >= young - 1e-6)
