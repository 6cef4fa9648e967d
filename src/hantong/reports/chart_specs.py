"""Charts as Vega-Lite specifications: plain values, drawn elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hantong.reports.palette import Palette

Spec = dict[str, Any]
FONT = "Pretendard, 'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif"
BAR_PX, WIDE_PX, NARROW_PX = 26, 720, 330
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """In which colours, and for how wide a screen."""

    palette: Palette
    is_narrow: bool = False

    @property
    def width_px(self) -> int:
        """How wide the whole picture is."""
        return NARROW_PX if self.is_narrow else WIDE_PX


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a bar."""

    line: str
    part: str
    value: float


def framed(look: Look, inside: Spec, *, height: int) -> Spec:
    """Give a specification with the house's look around it."""
    palette = look.palette
    return {
        "$schema": SCHEMA,
        "width": look.width_px,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": palette.surface,
        "padding": 12,
        **inside,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": palette.ink, "titleColor": palette.ink, "gridColor": palette.line, "labelFontSize": 13,
                "titleFontSize": 13, "titleFontWeight": "normal", "domainColor": palette.ink_3,
                "tickColor": palette.line, "labelLimit": 110 if look.is_narrow else 220,
            },
            "legend": {
                "orient": "top", "labelColor": palette.ink, "titleColor": palette.ink, "labelFontSize": 13,
                "columns": 2 if look.is_narrow else 6, "labelLimit": 200, "symbolType": "square", "title": None,
            },
        },
    }  # fmt: skip


def stacked_bars(
    bars: Iterable[Bar], *, lines: Sequence[str], parts: Sequence[str], colours: Sequence[str], look: Look
) -> Spec:
    """Give lines of bars, each made of its parts, in the order given."""
    ranks = {part: n for n, part in enumerate(parts)}
    values = [{"line": bar.line, "part": bar.part, "value": bar.value, "rank": ranks[bar.part]} for bar in bars]
    inside = {
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": look.palette.surface, "strokeWidth": 1},
        "encoding": {
            "y": {"field": "line", "type": "nominal", "sort": list(lines), "title": None},
            "x": {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 4, "format": ",d"}},
            "color": _colours(parts, colours),
            "order": {"field": "rank", "type": "quantitative"},
        },
    }
    return framed(look, inside, height=BAR_PX * len(lines) + 90)


def side_by_side(
    bars: Iterable[Bar], *, lines: Sequence[str], parts: Sequence[str], colours: Sequence[str], look: Look, title: str
) -> Spec:
    """Give bars that stand next to one another on each line, as for times that do not add up."""
    inside = {
        "data": {"values": [{"line": bar.line, "part": bar.part, "value": bar.value} for bar in bars]},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "line", "type": "nominal", "sort": list(lines), "title": None},
            "yOffset": {"field": "part", "sort": list(parts)},
            "x": {"field": "value", "type": "quantitative", "title": title, "axis": {"tickCount": 4}},
            "color": _colours(parts, colours),
        },
    }
    return framed(look, inside, height=BAR_PX * 2 * len(lines) + 90)


def columns_and_line(
    bars: Iterable[Bar], *, lines: Sequence[str], parts: Sequence[str], colours: Sequence[str], look: Look
) -> Spec:
    """Give columns through time made of all parts but the last, which is a line across them."""
    values = [{"line": bar.line, "part": bar.part, "value": bar.value} for bar in bars]
    across = parts[-1]
    shared = {
        "x": {"field": "line", "type": "ordinal", "sort": list(lines), "title": None,
              "axis": {"labelOverlap": True, "labelAngle": 0}},
        "y": {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 5, "format": ",d"}},
        "color": _colours(parts, colours),
    }  # fmt: skip
    is_across = f"datum.part == {across!r}"
    layers = [
        {"transform": [{"filter": f"!({is_across})"}], "mark": {"type": "bar"}, "encoding": shared},
        {
            "transform": [{"filter": is_across}],
            "mark": {"type": "line", "point": {"size": 40, "filled": True}, "strokeDash": [5, 3], "strokeWidth": 2},
            "encoding": shared,
        },
    ]
    return framed(look, {"data": {"values": values}, "layer": layers}, height=260 if look.is_narrow else 320)


def _colours(parts: Sequence[str], colours: Sequence[str]) -> Spec:
    return {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": list(parts), "range": list(colours)},
        "legend": {"title": None},
    }
