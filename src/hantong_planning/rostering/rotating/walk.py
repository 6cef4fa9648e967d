"""The rules as a network: a node is a weekday with what must be remembered of the days before, an arc is a day lived.

A roster is a closed walk that is 7 × workers days long. Whatever the rules ask of the past is held in the node: the
shift and how often in a row, days of work or off in a row, the shift before a single day off; within the week whether
two days off in a row have been; between weeks how long ago a weekend was free, and by how much nights and free
weekends run ahead of an even share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from hantong_planning.rostering.rotating.problem import DAYS, SUNDAY, Rotation

OFF_DAY = -1
NOTHING = -1
NO_PAIR, HALF_PAIR, PAIR = range(3)

Days = tuple[int, int, int, int]
"""Shift or OFF_DAY; how often in a row (1 for off days); days of work or off in a row; shift before a single day off."""
Memory = tuple[Days, int, int, int, int]
"""Days; pair of days off this week; weekends since a free one; nights ahead; free weekends ahead (scaled)."""


@dataclass(frozen=True, slots=True)
class Share:
    """An even share: over any stretch of weeks, `scale` × what happened − `per_week` × weeks stays within `most`.

    The mean is per_week / scale a week; what is allowed ahead of and behind it together is most / scale.
    """

    scale: int
    per_week: int
    most: int

    @property
    def lead(self) -> Fraction:
        """Give the allowed lead in what is counted."""
        return Fraction(self.most, self.scale)


@dataclass(frozen=True, slots=True)
class Evenness:
    """What is asked beyond the rules, so that the cycle is fair at every moment and not only as a whole."""

    weekend_free_every: int | None = None
    nights: Share | None = None
    weekends: Share | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes with their weekday, and for each arc the nodes at its ends, its weekday and its shift (or OFF_DAY)."""

    days: list[int] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    is_free_weekend: list[bool] = field(default_factory=list)


class Walk:
    """The rules of one problem as steps from memory to memory."""

    def __init__(self, rotation: Rotation, evenness: Evenness) -> None:
        self.rotation, self.evenness = rotation, evenness
        every = [n for n in (rotation.weekend_free_every, evenness.weekend_free_every) if n is not None]
        self.every = min(every, default=None)
        self.next_day = frozenset((p.before, p.after) for p in rotation.forbidden if not p.has_day_off)
        self.day_off_between = frozenset((p.before, p.after) for p in rotation.forbidden if p.has_day_off)
        self.remembered = frozenset(before for before, _ in self.day_off_between)
        self.off_cap = max(2, rotation.least_off) if rotation.most_off is None else max(2, rotation.most_off)
        self.nights = rotation.nights

    def step(self, memory: Memory, day: int, shift: int) -> Memory | None:
        """Return what is remembered after `shift` (or OFF_DAY) on weekday `day`, or None if a rule forbids it."""
        days = self._off(memory[0]) if shift == OFF_DAY else self._work(memory[0], shift)
        if days is None:
            return None
        _, pair, since, nights, weekends = memory
        if self.rotation.has_pair_off:
            pair = _pair(NO_PAIR if day == 0 else pair, shift == OFF_DAY)
        if share := self.evenness.nights:
            nights += (share.scale if shift in self.nights else 0) - (share.per_week if day == 0 else 0)
            if nights > share.most:
                return None
        return (
            self._sunday(days, pair, since, nights, weekends)
            if day == SUNDAY
            else (days, pair, since, nights, weekends)
        )

    def _sunday(self, days: Days, pair: int, since: int, nights: int, weekends: int) -> Memory | None:
        is_free = days[0] == OFF_DAY and days[2] > 1
        if self.every is not None:
            since = 0 if is_free else since + 1
            if since >= self.every:
                return None
        if share := self.evenness.weekends:
            weekends += (share.scale if is_free else 0) - share.per_week
            if not 0 <= weekends <= share.most:
                return None
        if (self.rotation.has_pair_off and pair != PAIR) or nights < 0:
            return None
        return days, NO_PAIR, since, nights, weekends

    def _off(self, days: Days) -> Days | None:
        shift, row, length, _ = days
        rules = self.rotation
        if shift != OFF_DAY:
            if row < rules.shifts[shift].least_in_row or length < rules.least_work:
                return None
            return OFF_DAY, 1, 1, shift if shift in self.remembered else NOTHING
        if rules.most_off is not None and length >= rules.most_off:
            return None
        return OFF_DAY, 1, min(length + 1, self.off_cap), NOTHING

    def _work(self, days: Days, shift: int) -> Days | None:
        before, row, length, remembered = days
        rules = self.rotation
        if before == OFF_DAY:
            is_early = length < rules.least_off or (remembered, shift) in self.day_off_between
            return None if is_early else (shift, 1, 1, NOTHING)
        if length >= rules.most_work or (before, shift) in self.next_day:
            return None
        kind = rules.shifts[before]
        if before != shift:
            return (shift, 1, length + 1, NOTHING) if row >= kind.least_in_row else None
        if kind.most_in_row is None or kind.most_in_row >= rules.most_work:
            return shift, min(row + 1, kind.least_in_row), length + 1, NOTHING
        return (shift, row + 1, length + 1, NOTHING) if row < kind.most_in_row else None

    def sundays(self) -> Iterator[Memory]:
        """Yield every memory that a Sunday may end with."""
        first: list[Days] = [(OFF_DAY, 1, 1, s if s in self.remembered else NOTHING) for s in self._kinds()]
        seen, waiting = set(first), list(first)
        while waiting:
            days = waiting.pop()
            for shift in (OFF_DAY, *self._kinds()):
                following = self._off(days) if shift == OFF_DAY else self._work(days, shift)
                if following is not None and following not in seen:
                    seen.add(following)
                    waiting.append(following)
        for days in sorted(seen):
            for since in range(self.every or 1):
                for nights in range(_levels(self.evenness.nights)):
                    for weekends in range(_levels(self.evenness.weekends)):
                        yield days, NO_PAIR, since, nights, weekends

    def _kinds(self) -> range:
        return range(len(self.rotation.shifts))


def network(rotation: Rotation, evenness: Evenness = Evenness()) -> Network:  # noqa: B008  (it is frozen)
    """Give the network of a problem: only what lies on some walk without beginning and end.

    Shifts that nobody needs on a weekday have no arc there, and nobody can be off where all are needed.
    """
    walk = Walk(rotation, evenness)
    allowed = [
        ([OFF_DAY] if rotation.off_on(day) else []) + [s for s, row in enumerate(rotation.need) if row[day]]
        for day in range(DAYS)
    ]
    layer: set[Memory] = set(walk.sundays())
    arcs: list[tuple[int, Memory, int, Memory]] = []
    for day in range(DAYS):
        following: set[Memory] = set()
        for memory in sorted(layer):
            for shift in allowed[day]:
                if (after := walk.step(memory, day, shift)) is not None:
                    following.add(after)
                    arcs.append((day, memory, shift, after))
        layer = following
    return _numbered(_lasting(arcs))


def _lasting(arcs: list[tuple[int, Memory, int, Memory]]) -> list[tuple[int, Memory, int, Memory]]:
    """Return the arcs without those that lead nowhere or come from nowhere."""
    while True:
        begins = {(day, memory) for day, memory, _, _ in arcs}
        ends = {((day + 1) % DAYS, memory) for day, _, _, memory in arcs}
        both = begins & ends
        kept = [a for a in arcs if (a[0], a[1]) in both and ((a[0] + 1) % DAYS, a[3]) in both]
        if len(kept) == len(arcs):
            return arcs
        arcs = kept


def _numbered(arcs: list[tuple[int, Memory, int, Memory]]) -> Network:
    """Return the network; a node's weekday is that of the day about to be lived."""
    found = Network()
    numbers: dict[tuple[int, Memory], int] = {}
    for day, before, shift, after in arcs:
        for node in ((day, before), ((day + 1) % DAYS, after)):
            if node not in numbers:
                numbers[node] = len(numbers)
                found.days.append(node[0])
        found.tails.append(numbers[day, before])
        found.heads.append(numbers[(day + 1) % DAYS, after])
        found.shifts.append(shift)
        found.is_free_weekend.append(day == SUNDAY and shift == OFF_DAY and after[0][2] > 1)
    return found


def _pair(pair: int, is_off: bool) -> int:
    if pair == PAIR:
        return PAIR
    if not is_off:
        return NO_PAIR
    return PAIR if pair == HALF_PAIR else HALF_PAIR


def _levels(share: Share | None) -> int:
    return share.most + 1 if share else 1
