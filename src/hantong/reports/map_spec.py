"""The map: outlines where they are known, else bubbles where offices lie, else a grid of tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, pi, radians
from typing import Any

from hantong.reports.chart_specs import Look, Spec, framed
from hantong.reports.label_places import Point, label_places

TILES_PER_ROW = 6
MAP_HEIGHT_WIDE, MAP_HEIGHT_NARROW = 500, 340
AROUND_PX = 24
CIRCLE_WIDE_PX, CIRCLE_NARROW_PX = 12, 7
FONT_WIDE_PX, FONT_NARROW_PX = 12, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A jurisdiction on the map with its share, 0…1; `outline` is a GeoJSON geometry."""

    name: str
    value: float | None
    lat: float | None = None
    lon: float | None = None
    outline: Mapping[str, Any] | None = None


def map_spec(areas: Sequence[Area], *, look: Look, title: str) -> Spec:
    """Give the map of `areas`, coloured by their share: by outlines, places or tiles, whichever are known of all."""
    if areas and all(area.outline for area in areas):
        layers = _outlines(areas, look)
    elif areas and all(area.lat is not None and area.lon is not None for area in areas):
        layers = _bubbles(areas, look)
    else:
        layers = _tiles(areas, look)
    scale = {"range": list(look.palette.steps), "domain": _domain(areas)}
    legend: Spec = {"title": title, "format": ".0%", "orient": "bottom", "direction": "horizontal"}
    legend |= {"gradientLength": 200, "tickCount": 3}
    colour = {
        "condition": {
            "test": "isValid(datum.value)", "field": "value", "type": "quantitative", "scale": scale, "legend": legend,
        },
        "value": look.palette.line,
    }  # fmt: skip
    layers[0]["encoding"]["color"] = colour
    layers[0]["mark"] |= {"stroke": look.palette.ink_3, "strokeWidth": 1}
    layers[1]["mark"] |= {"color": look.palette.ink, "stroke": look.palette.surface, "strokeWidth": 3,
                          "strokeOpacity": 0.8, "fontSize": _font_px(look)}  # fmt: skip
    over = {**layers[1], "mark": {**layers[1]["mark"], "strokeWidth": 0}}
    width, height = _size(look)
    exact = {"layer": [*layers, over], "width": width, "autosize": "pad"}  # names are placed by the pixel
    return framed(look, exact, height=int(height))


def _size(look: Look) -> Point:
    """Give the width and height of the map itself, without its frame and legend."""
    return look.width_px - AROUND_PX, MAP_HEIGHT_NARROW if look.is_narrow else MAP_HEIGHT_WIDE


def _font_px(look: Look) -> int:
    return FONT_NARROW_PX if look.is_narrow else FONT_WIDE_PX


def _domain(areas: Sequence[Area]) -> list[float]:
    """Give the ends of the scale in whole tenths of a share, so that hardly a difference does not look like a large one."""
    values = [area.value for area in areas if area.value is not None] or [0.0]
    return [floor(min(values) * 10) / 10, max(ceil(max(values) * 10), floor(min(values) * 10) + 1) / 10]


def _row(area: Area, **more: object) -> dict[str, object]:
    return {"name": area.name, "value": area.value, **more}


def _outlines(areas: Sequence[Area], look: Look) -> list[Spec]:
    shrink = cos(radians(_mean([_middle(area)[1] for area in areas])))
    shapes = [
        {"type": "Feature", "geometry": _shrunk(area.outline or {}, shrink), "value": area.value} for area in areas
    ]
    ends = [point for shape in shapes for point in _points(shape["geometry"]["coordinates"])]  # type: ignore[index]
    per_degree, corner = _fit(ends, _size(look))
    flat = {"type": "identity", "reflectY": True, "scale": per_degree, "translate": corner}
    middles = [(lon * shrink, lat) for lon, lat in map(_middle, areas)]
    marks = [(corner[0] + lon * per_degree, corner[1] - lat * per_degree) for lon, lat in middles]
    return [
        {"data": {"values": shapes}, "mark": {"type": "geoshape"}, "encoding": {}, "projection": flat},
        _names(areas, marks, look, radius_px=0),
    ]


def _fit(points: Sequence[Point], size: Point) -> tuple[float, Point]:
    """Give pixels per degree, and where the corner of all degrees lies, so that the points fill the middle of the map."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    wide, high = max(lons) - min(lons) or 1, max(lats) - min(lats) or 1
    per_degree = min(size[0] / wide, size[1] / high)
    left, top = (size[0] - wide * per_degree) / 2, (size[1] - high * per_degree) / 2
    return per_degree, (left - min(lons) * per_degree, top + max(lats) * per_degree)


def _bubbles(areas: Sequence[Area], look: Look) -> list[Spec]:
    radius_px = CIRCLE_NARROW_PX if look.is_narrow else CIRCLE_WIDE_PX
    marks = _spread([(area.lon or 0, area.lat or 0) for area in areas], _size(look), margin_px=3 * radius_px)
    values = [_row(area, x=x, y=y) for area, (x, y) in zip(areas, marks, strict=True)]
    circle = {"type": "circle", "size": pi * radius_px**2, "opacity": 1}
    return [
        {"data": {"values": values}, "mark": circle, "encoding": _by_pixel(look)},
        _names(areas, marks, look, radius_px=radius_px),
    ]


def _spread(points: Sequence[Point], size: Point, *, margin_px: float) -> list[Point]:
    """Give where points of the earth lie in a picture that they fill up to a margin, north above."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    wide, high = max(lons) - min(lons) or 1, max(lats) - min(lats) or 1
    return [
        (
            margin_px + (lon - min(lons)) / wide * (size[0] - 2 * margin_px),
            margin_px + (max(lats) - lat) / high * (size[1] - 2 * margin_px),
        )
        for lon, lat in points
    ]


def _names(areas: Sequence[Area], marks: Sequence[Point], look: Look, *, radius_px: float) -> Spec:
    """Give the layer of names, each beside its mark; the table below the map has those that found no room."""
    names = [area.name for area in areas]
    places = label_places(names, marks, radius_px=radius_px, font_px=_font_px(look), size=_size(look))
    values = [{"name": name, "x": box.x, "y": box.y} for name, box in zip(names, places, strict=True) if box]
    encoding = {**_by_pixel(look), "text": {"field": "name"}}
    return {"data": {"values": values}, "mark": {"type": "text", "baseline": "middle"}, "encoding": encoding}


def _by_pixel(look: Look) -> dict[str, Spec]:
    """Give the encoding of positions in pixels from the upper left."""
    ends = zip("xy", _size(look), strict=True)
    return {
        name: {
            "field": name,
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, end], "range": [0, end], "zero": False, "nice": False},
        }
        for name, end in ends
    }


def _tiles(areas: Sequence[Area], look: Look) -> list[Spec]:
    values = [_row(area, x=n % TILES_PER_ROW, y=-(n // TILES_PER_ROW)) for n, area in enumerate(areas)]
    axis: Spec = {"type": "quantitative", "axis": None, "scale": {"zero": False, "padding": 40, "nice": False}}
    where = {"x": {"field": "x", **axis}, "y": {"field": "y", **axis}}
    square = {"type": "square", "size": 1600 if look.is_narrow else 6000, "opacity": 1}
    return [
        {"data": {"values": values}, "mark": square, "encoding": dict(where)},
        {"data": {"values": values}, "mark": {"type": "text"}, "encoding": {**where, "text": {"field": "name"}}},
    ]


def _points(value: Any) -> list[tuple[float, float]]:  # noqa: ANN401  (coordinates nest as deep as they like)
    if value and isinstance(value[0], int | float):
        return [(float(value[0]), float(value[1]))]
    return [point for each in value for point in _points(each)]


def _shrunk(geometry: Mapping[str, Any], by: float) -> dict[str, Any]:
    def shrink(value: Any) -> Any:  # noqa: ANN401
        if value and isinstance(value[0], int | float):
            return [round(value[0] * by, 5), round(value[1], 5)]
        return [shrink(each) for each in value]

    return {"type": geometry["type"], "coordinates": shrink(geometry["coordinates"])}


def _middle(area: Area) -> tuple[float, float]:
    points = _points((area.outline or {})["coordinates"])
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
