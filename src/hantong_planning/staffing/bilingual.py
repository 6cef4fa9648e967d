"""How many people must speak the rare language: the fewest bilingual and single-language agents for both kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hantong_planning.errors import Nonsense, finite
from hantong_planning.staffing.languages import Kind, TwoKinds, TwoKindsMeasures, measure_two

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to keep the bound: so many bilingual agents need so many others; `cost` in single-language agents."""

    both: int
    only_first: int
    cost: float
    reached: TwoKindsMeasures


def choices(
    centre: TwoKinds,
    *,
    p_wait: float | None = None,
    p_abandon: float | None = None,
    bilingual_cost: float = 1.0,
    most: int = 4,
) -> list[Choice]:
    """Return the cheapest first, up to `most` ways to keep the bounds for both kinds of callers.

    Each has one bilingual agent more than another; each has as few single-language agents as that allows. The numbers
    `both` and `only_first` of `centre` are not read, `only_second` stays. `bilingual_cost` is what a bilingual agent
    costs, in single-language agents. Raises Nonsense if no bound is given.
    """
    for field, bound in (("max_p_wait", p_wait), ("max_p_abandon", p_abandon)):
        if bound is not None and not 0 < finite(field, bound) <= 1:
            raise Nonsense(field, f"must be a share above 0 and at most 1, not {bound:g}")
    if p_wait is None and p_abandon is None:
        raise Nonsense("max_p_wait", "is missing: give it or max_p_abandon")
    finite("bilingual_cost", bilingual_cost, above=0)

    def keeps(kind: Kind) -> bool:
        return all(
            bound is None or got is None or got <= bound
            for got, bound in ((kind.p_wait, p_wait), (kind.p_abandon, p_abandon))
        )

    least = _fewest(0, lambda both: keeps(_alone(centre, both).second))
    found: list[Choice] = []
    for both in range(least, least + most):
        floor = 1 if both + centre.only_second == 0 else 0
        only = _only_first(centre, both, floor, lambda got: keeps(got.first) and keeps(got.second))
        if only is not None:
            reached = measure_two(replace(centre, both=both, only_first=only))
            found.append(Choice(both, only, only + bilingual_cost * both, reached))
        if only == floor:
            break
    return sorted(found, key=lambda choice: (choice.cost, choice.both))


def _alone(centre: TwoKinds, both: int) -> TwoKindsMeasures:
    """Return what the second kind would meet if the first never needed the bilingual agents."""
    return measure_two(replace(centre, first_per_h=0.0, only_first=1, both=both))


def _only_first(centre: TwoKinds, both: int, floor: int, keeps: Callable[[TwoKindsMeasures], bool]) -> int | None:
    top = int(centre.first_per_h / 3600 * centre.handling_s * 2 + 30)
    if not keeps(measure_two(replace(centre, both=both, only_first=top))):
        return None  # even then the rare kind now and then finds its agents with the other
    return _fewest(floor, lambda only: keeps(measure_two(replace(centre, both=both, only_first=only))))


def _fewest(least: int, keeps: Callable[[int], bool]) -> int:
    low, high, step = least - 1, least, 1
    while not keeps(high):
        low, high, step = high, high + step, step * 2
        if high > _MOST:
            raise Nonsense("max_p_wait", f"is not kept by {_MOST} agents")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(middle) else (middle, high)
    return high
