"""The map: outlines where they are known, else bubbles where offices lie, else a grid of tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians
from typing import Any

from hantong.reports.chart_specs import Look, Spec, framed

TILES_PER_ROW = 6
MAP_HEIGHT_WIDE, MAP_HEIGHT_NARROW = 560, 400


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
        layers = _outlines(areas)
    elif areas and all(area.lat is not None and area.lon is not None for area in areas):
        layers = _bubbles(areas, look)
    else:
        layers = _tiles(areas, look)
    scale = {"range": list(look.palette.steps), "domain": _domain(areas)}
    legend: Spec = {"title": title, "format": ".0%", "orient": "bottom", "direction": "horizontal"}
    legend["gradientLength"] = 200
    colour = {
        "condition": {
            "test": "isValid(datum.value)", "field": "value", "type": "quantitative", "scale": scale, "legend": legend,
        },
        "value": look.palette.line,
    }  # fmt: skip
    layers[0]["encoding"]["color"] = colour
    layers[0]["mark"] |= {"stroke": look.palette.ink_3, "strokeWidth": 1}
    layers[1]["mark"] |= {"color": look.palette.ink, "stroke": look.palette.surface, "strokeWidth": 3,
                          "strokeOpacity": 0.8, "fontSize": 10 if look.is_narrow else 12}  # fmt: skip
    over = {**layers[1], "mark": {**layers[1]["mark"], "strokeWidth": 0}}
    height = MAP_HEIGHT_NARROW if look.is_narrow else MAP_HEIGHT_WIDE
    return framed(look, {"layer": [*layers, over]}, height=height)


def _domain(areas: Sequence[Area]) -> list[float]:
    """Give the ends of the scale in whole tenths of a share, so that hardly a difference does not look like a large one."""
    values = [area.value for area in areas if area.value is not None] or [0.0]
    return [floor(min(values) * 10) / 10, max(ceil(max(values) * 10), floor(min(values) * 10) + 1) / 10]


def _row(area: Area, **more: object) -> dict[str, object]:
    return {"name": area.name, "value": area.value, **more}


def _outlines(areas: Sequence[Area]) -> list[Spec]:
    shrink = cos(radians(_mean([_middle(area)[1] for area in areas])))
    shapes = [
        {"type": "Feature", "geometry": _shrunk(area.outline or {}, shrink), "value": area.value} for area in areas
    ]
    middles = []
    for area in areas:
        lon, lat = _middle(area)
        middles.append(_row(area, lon=lon * shrink, lat=lat))
    flat = {"type": "identity", "reflectY": True}
    places = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    return [
        {"data": {"values": shapes}, "mark": {"type": "geoshape"}, "encoding": {}, "projection": flat},
        {"data": {"values": middles}, "mark": {"type": "text"}, "projection": flat,
         "encoding": {**places, "text": {"field": "name"}}},
    ]  # fmt: skip


def _bubbles(areas: Sequence[Area], look: Look) -> list[Spec]:
    shrink = cos(radians(_mean([area.lat or 0 for area in areas])))
    values = [_row(area, x=(area.lon or 0) * shrink, y=area.lat) for area in areas]
    return _marks(
        values,
        {"type": "circle", "size": 220 if look.is_narrow else 900, "opacity": 1},
        dy_px=16 if look.is_narrow else 24,
    )


def _tiles(areas: Sequence[Area], look: Look) -> list[Spec]:
    values = [_row(area, x=n % TILES_PER_ROW, y=-(n // TILES_PER_ROW)) for n, area in enumerate(areas)]
    return _marks(values, {"type": "square", "size": 1600 if look.is_narrow else 6000, "opacity": 1})


def _marks(values: list[dict[str, object]], mark: Spec, *, dy_px: int = 0) -> list[Spec]:
    axis: Spec = {"type": "quantitative", "axis": None, "scale": {"zero": False, "padding": 40, "nice": False}}
    where = {"x": {"field": "x", **axis}, "y": {"field": "y", **axis}}
    return [
        {"data": {"values": values}, "mark": mark, "encoding": dict(where)},
        {"data": {"values": values}, "mark": {"type": "text", "dy": dy_px},
         "encoding": {**where, "text": {"field": "name"}}},
    ]  # fmt: skip


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
