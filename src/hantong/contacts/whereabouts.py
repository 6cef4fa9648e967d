"""Which city or county a place lies in: by its outline, by its name in the address, or by the nearest centre."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from uuid import UUID

KM_PER_DEGREE = 111.195
NEAR_KM = 40.0
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A jurisdiction as a place; `outline` is a GeoJSON Polygon or MultiPolygon, `depth` grows towards the leaves."""

    id: UUID
    names: tuple[str, ...]
    depth: int
    lat: float | None = None
    lon: float | None = None
    outline: Mapping[str, object] = field(default_factory=dict)


def area_at(lat: float, lon: float, areas: Iterable[Area]) -> UUID | None:
    """Give the smallest area whose outline holds the point, else the one with the nearest centre within 40 km."""
    known = sorted(areas, key=lambda area: -area.depth)
    for area in known:
        if any(_is_inside(lat, lon, rings) for rings in _polygons(area.outline)):
            return area.id
    near = [(km, area) for area in known if area.depth and (km := _km(lat, lon, area)) is not None and km <= NEAR_KM]
    return min(near, key=lambda pair: pair[0])[1].id if near else None


def area_named(address: str, areas: Iterable[Area]) -> UUID | None:
    """Give the smallest area whose name stands in the address."""
    text = "".join(address.split()).casefold()
    named = [
        (area.depth, len(name), area.id)
        for area in areas
        for name in area.names
        if len(name) > 1 and "".join(name.split()).casefold() in text
    ]
    return max(named, key=lambda found: found[:2])[2] if named else None


def _polygons(outline: Mapping[str, object]) -> list[Sequence[Ring]]:
    shape, coordinates = outline.get("type"), outline.get("coordinates")
    if not isinstance(coordinates, list | tuple):
        return []
    return [coordinates] if shape == "Polygon" else list(coordinates) if shape == "MultiPolygon" else []


def _is_inside(lat: float, lon: float, rings: Sequence[Ring]) -> bool:
    """Tell whether a point lies within the outer ring and in none of the holes: an odd number of crossings."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def _km(lat: float, lon: float, area: Area) -> float | None:
    if area.lat is None or area.lon is None:
        return None
    east = (lon - area.lon) * cos(radians(lat))
    return hypot(east, lat - area.lat) * KM_PER_DEGREE
