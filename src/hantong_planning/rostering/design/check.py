"""An independent check of a shift plan: each shift against its kind, cover counted minute by minute."""

from __future__ import annotations

from collections.abc import Iterator

from hantong_planning.rostering.design.problem import DAY_MIN, Design, Shift, ShiftKind
from hantong_planning.rostering.design.solve import Plan

CLOSE_H = 1e-6


def violations(design: Design, plan: Plan) -> list[str]:
    """Give what is wrong with a plan in words; empty if every shift is allowed and all figures are true."""
    found = [words for shift, _ in plan.shifts for words in _shift(design, shift)]
    length_min, step = len(design.need) * design.interval_min, design.interval_min
    for k, needed in enumerate(design.whole_need):
        there = sum(n for shift, n in plan.shifts if _is_there(shift, k * step, length_min))
        if there != plan.cover[k]:
            found.append(f"interval {k + 1}: {there} are there, the plan says {plan.cover[k]}")
        if max(0, needed - there) != plan.unmet.get(k, 0):
            found.append(
                f"interval {k + 1}: {max(0, needed - there)} are missing, the plan says {plan.unmet.get(k, 0)}"
            )
    return found + list(_totals(design, plan))


def _shift(design: Design, shift: Shift) -> Iterator[str]:
    kind = next((kind for kind in design.kinds if kind.name == shift.kind), None)
    if kind is None:
        yield f"there is no kind {shift.kind!r}"
        return
    if shift.starts_min % DAY_MIN not in kind.starts_min or shift.lasts_min not in kind.lasts_min:
        yield f"{shift.kind} may not start at {shift.starts_min} and last {shift.lasts_min} min"
    if not design.is_cyclic and shift.starts_min + shift.lasts_min > len(design.need) * design.interval_min:
        yield f"{shift.kind} at {shift.starts_min} ends after the curve"
    yield from _breaks(kind, shift)
    if shift.paid_min != kind.paid_min(shift.lasts_min):
        yield f"{shift.kind} at {shift.starts_min}: {shift.paid_min} min are not what is paid"


def _breaks(kind: ShiftKind, shift: Shift) -> Iterator[str]:
    if [lasts for _, lasts in shift.breaks] != [rest.lasts_min for rest in kind.breaks]:
        yield f"{shift.kind} at {shift.starts_min}: wrong breaks"
        return
    for (begins, lasts), rest in zip(shift.breaks, kind.breaks, strict=True):
        after = begins - shift.starts_min
        if after < rest.from_min or after + lasts > rest.until_min:
            yield f"{shift.kind} at {shift.starts_min}: a break is {after} min after the start"


def _is_there(shift: Shift, minute: int, length_min: int) -> bool:
    since = (minute - shift.starts_min) % length_min
    if since >= shift.lasts_min:
        return False
    return not any(0 <= since - (begins - shift.starts_min) < lasts for begins, lasts in shift.breaks)


def _totals(design: Design, plan: Plan) -> Iterator[str]:
    paid_h = sum(shift.paid_min * number for shift, number in plan.shifts) / 60
    if abs(paid_h - plan.paid_h) > CLOSE_H or plan.bound_h > plan.paid_h + CLOSE_H:
        yield f"{paid_h:g} h are paid, the plan says {plan.paid_h:g} and at least {plan.bound_h:g}"
    if design.most_shifts is not None and sum(n for _, n in plan.shifts) > design.most_shifts:
        yield f"more than {design.most_shifts} shifts"
    kinds = {(s.kind, s.starts_min % DAY_MIN, s.lasts_min) for s, _ in plan.shifts}
    if design.most_starts is not None and len(kinds) > design.most_starts:
        yield f"{len(kinds)} different shifts, at most {design.most_starts} are allowed"
