"""A map for pictures: kilometres (or any plane) to pixels, north up, and the ways that start and end at a base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hantong_planning.drawing import Picture, Point

SIZE, EDGE, HEAD = 720.0, 30.0, 60.0
COLOURS = ("#0b50d0", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490", "#a16207", "#4338ca", "#be185d", "#374151")
VISITED, LEFT_OUT, BASE, FIXED = "#0b50d0", "#8a949e", "#c2410c", "#0e7490"


class Map:
    """A picture in which all of `points` have room; `at` gives the place of one."""

    def __init__(self, points: Iterable[Point], *, title: str) -> None:
        xs, ys = zip(*points, strict=True)
        self._west, self._south = min(xs), min(ys)
        wide, high = max(xs) - self._west, max(ys) - self._south
        self._px = (SIZE - 2 * EDGE) / max(wide, high, 1e-6)
        self._floor = HEAD + high * self._px + EDGE
        self.picture = Picture(width=SIZE, height=self._floor + EDGE, title=title)
        self.picture.text((EDGE, 24), title, size=15)

    def at(self, x: float, y: float) -> Point:
        """Return where a point lies in the picture."""
        return EDGE + (x - self._west) * self._px, self._floor - (y - self._south) * self._px

    def way(self, stops: Sequence[Point], number: int) -> None:
        """Draw a way through stops, in the colour of its number."""
        for here, there in pairwise(stops):
            self.picture.line([self.at(*here), self.at(*there)], stroke=COLOURS[number % len(COLOURS)])

    def base(self, x: float, y: float, title: str) -> None:
        """Draw a base."""
        left, top = self.at(x, y)
        self.picture.box((left - 4, top - 4), (8, 8), fill=BASE, title=title)

    def legend(self, *more: tuple[str, str]) -> None:
        """Say what the dots are; `more` are further fills and their words."""
        dots = ((BASE, "base"), (VISITED, "visited"), (LEFT_OUT, "not"), *more)
        for place, (fill, words) in enumerate(dots):
            x = SIZE - EDGE - 80 * (len(dots) - place)
            self.picture.dot((x, 40), 4, fill=fill)
            self.picture.text((x + 8, 44), words, size=12)
