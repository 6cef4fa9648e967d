"""How long somebody will wait: from their position, the counsellors who are there, and how long talks took lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

USUAL_HANDLING_S = 480
FEWEST_TALKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What the wait depends on: `seats` are the talks that counsellors who are there take at once, together."""

    position: int
    counsellors: int
    seats: int
    busy: int
    handling_s: int


def handling_s(lately_s: Sequence[int]) -> int:
    """Give the median time that talks took lately; eight minutes while there are fewer than five to go by."""
    return round(median(lately_s)) if len(lately_s) >= FEWEST_TALKS else USUAL_HANDLING_S


def expected_wait_s(queue: Queue) -> int | None:
    """Give the seconds until somebody at that position is accepted; None where nobody is there.

    A free seat is taken at once. When all are taken, one becomes free every `handling_s / seats` seconds, so that the
    k-th who finds no free seat waits k times that.
    """
    if queue.counsellors == 0 or queue.seats == 0:
        return None
    behind = queue.position - max(0, queue.seats - queue.busy)
    return 0 if behind <= 0 else ceil(behind * queue.handling_s / queue.seats)


def minutes(wait_s: int) -> int:
    """Round a wait up to whole minutes, as it is told."""
    return ceil(wait_s / 60)
