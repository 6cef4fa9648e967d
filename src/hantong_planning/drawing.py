"""A small pen for SVG pictures that are read beside their table: text, lines, boxes and curves, nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

Point = tuple[float, float]


class Picture:
    """An SVG picture of `width` × `height` px that says what it shows (`title`) to people who cannot see it."""

    def __init__(self, *, width: float, height: float, title: str) -> None:
        self.width, self.height, self.title = width, height, title
        self._parts: list[str] = []

    def box(self, at: Point, size: Point, *, fill: str, title: str = "", stroke: str = "none") -> None:
        """Draw a rectangle with an optional tooltip."""
        says = f"<title>{escape(title)}</title>" if title else ""
        place = f'x="{at[0]:.2f}" y="{at[1]:.2f}" width="{size[0]:.2f}" height="{size[1]:.2f}"'
        self._parts.append(f'<rect {place} fill="{fill}" stroke="{stroke}">{says}</rect>')

    def line(self, points: Iterable[Point], *, stroke: str, width: float = 1.5, dash: str = "") -> None:
        """Draw an open polyline."""
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"{dashed}/>')

    def area(self, points: Iterable[Point], *, fill: str, opacity: float = 1.0) -> None:
        """Draw a filled polygon."""
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self._parts.append(f'<polygon points="{path}" fill="{fill}" fill-opacity="{opacity}"/>')

    def dot(self, at: Point, radius: float, *, fill: str, title: str = "") -> None:
        """Draw a filled circle with an optional tooltip."""
        says = f"<title>{escape(title)}</title>" if title else ""
        self._parts.append(f'<circle cx="{at[0]:.2f}" cy="{at[1]:.2f}" r="{radius:.2f}" fill="{fill}">{says}</circle>')

    def text(self, at: Point, words: str, *, size: float = 12, anchor: str = "start", fill: str = "#1e2124") -> None:
        """Write words with their baseline at `at`; `anchor` is start, middle or end."""
        place = f'x="{at[0]:.2f}" y="{at[1]:.2f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
        self._parts.append(f"<text {place}>{escape(words)}</text>")

    def svg(self) -> str:
        """Return the picture as a stand-alone SVG document."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" role="img"'
        font = 'font-family="Pretendard, system-ui, sans-serif"'
        return f"{head} {font}><title>{escape(self.title)}</title>{''.join(self._parts)}</svg>"


def ticks(low: float, high: float, about: int = 5) -> Sequence[float]:
    """Return round numbers that divide low…high into about `about` steps."""
    span = max(high - low, 1e-12)
    step = 10.0 ** math.floor(math.log10(span / about))
    step *= min((m for m in (1, 2, 5, 10) if span / (step * m) <= about), default=10)
    first = -(-low // step)
    return [first * step + k * step for k in range(int((high - first * step) / step + 1e-9) + 1)]
