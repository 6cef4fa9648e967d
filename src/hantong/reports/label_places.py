"""Where the names on a map stand: each at its mark, over no other mark and no other name, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP_PX = 2.0
LINE = 1.25
WORSE = 0.25  # a later place at the mark counts so much of a place taken from another name
WIDE_EM, NARROW_EM = 1.0, 0.62
FIRST_WIDE = "\u1100"  # from Hangul on, letters are as wide as they are high

Point = tuple[float, float]
SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
NEAR = ((0, 0), (0, 0.5), (0, -0.5), (0.25, 0), (-0.25, 0))


@dataclass(frozen=True, slots=True)
class Box:
    """What a name covers: its middle and half of its width and height, in pixels."""

    x: float
    y: float
    half_width: float
    half_height: float

    def meets(self, other: "Box") -> bool:
        """Tell whether the two cover a point in common."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )

    def meets_circle(self, middle: Point, radius_px: float) -> bool:
        """Tell whether it covers a part of a circle."""
        across = max(abs(self.x - middle[0]) - self.half_width, 0)
        down = max(abs(self.y - middle[1]) - self.half_height, 0)
        return across**2 + down**2 < radius_px**2

    def is_within(self, size: Point) -> bool:
        """Tell whether all of it lies in a picture of that width and height."""
        return (
            self.half_width <= self.x <= size[0] - self.half_width
            and self.half_height <= self.y <= size[1] - self.half_height
        )


def label_places(
    names: Sequence[str], marks: Sequence[Point], *, radius_px: float, font_px: float, size: Point
) -> list[Box | None]:
    """Give each name its place at its mark, None where none is left. Marks are circles; without a radius, areas."""
    possible = [
        [
            box
            for box in _candidates(name, mark, radius_px, font_px)
            if box.is_within(size) and not any(box.meets_circle(other, radius_px) for other in marks)
        ]
        for name, mark in zip(names, marks, strict=True)
    ]
    placed = _greedy(possible)
    for n in range(len(names)):
        if n not in placed:
            _make_room(n, possible, placed)
    return [placed.get(n) for n in range(len(names))]


def _greedy(possible: Sequence[Sequence[Box]]) -> dict[int, Box]:
    """Place the name with the fewest places left first, where it takes the fewest places from others."""
    free = dict(enumerate(possible))
    placed: dict[int, Box] = {}
    while free:
        n = min(free, key=lambda each: (len(free[each]), each))
        boxes = free.pop(n)
        if not boxes:
            continue
        others = [box for rest in free.values() for box in rest]
        box = min(enumerate(boxes), key=lambda one: one[0] * WORSE + sum(one[1].meets(other) for other in others))[1]
        placed[n] = box
        free = {other: [one for one in rest if not one.meets(box)] for other, rest in free.items()}
    return placed


def _make_room(n: int, possible: Sequence[Sequence[Box]], placed: dict[int, Box]) -> None:
    """Place a name that found no room where only one other name is in the way, which can move."""
    for box in possible[n]:
        in_the_way = [other for other, taken in placed.items() if box.meets(taken)]
        if len(in_the_way) > 1:
            continue
        kept = [box, *(taken for other, taken in placed.items() if other not in in_the_way)]
        moved = [[one for one in possible[other] if not any(one.meets(each) for each in kept)] for other in in_the_way]
        if all(moved):
            placed |= {other: boxes[0] for other, boxes in zip(in_the_way, moved, strict=True)} | {n: box}
            return


def _candidates(name: str, mark: Point, radius_px: float, font_px: float) -> Iterator[Box]:
    """Yield the places of a name around its circle, or in its area, the best first."""
    width_px = font_px * sum(WIDE_EM if letter >= FIRST_WIDE else NARROW_EM for letter in name)
    half_width, half_height = width_px / 2 + GAP_PX, font_px * LINE / 2
    for right, below in SIDES if radius_px else NEAR:
        is_corner = right and below
        reach_px = radius_px * (0.75 if is_corner else 1) + GAP_PX if radius_px else 0
        x = mark[0] + right * (half_width + reach_px)
        y = mark[1] + below * (half_height + reach_px)
        yield Box(x, y, half_width, half_height)
