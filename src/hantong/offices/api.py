"""The offices for machines: open to anyone, as the pages for residents are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.timezone import now
from ninja import Router, Schema

from hantong.access.doors import ANYONE
from hantong.offices.directory import directory
from hantong.offices.lists import active_places
from hantong.offices.models import Jurisdiction, Place
from hantong.offices.opening_lines import state_at

router = Router(tags=["offices"], auth=None)


class JurisdictionOut(Schema):
    """A province, city or county; `parent` is the code of the one above."""

    id: UUID
    code: str
    names: dict[str, str]
    kind: str
    parent: str | None
    zone: str
    lat: float | None
    lon: float | None

    @staticmethod
    def of(row: Jurisdiction) -> "JurisdictionOut":
        """Give a jurisdiction as machines read it."""
        above = directory().jurisdictions.get(row.parent_id) if row.parent_id else None
        return JurisdictionOut(
            id=row.pk,
            code=row.code,
            names=row.names,
            kind=str(row.kind),
            parent=above.code if above else None,
            zone=row.zone_name,
            lat=row.lat,
            lon=row.lon,
        )


class PlaceOut(Schema):
    """A place where residents meet the service; `changes_at` is when it closes or opens next."""

    id: UUID
    code: str
    names: dict[str, str]
    kind: str
    jurisdiction: str
    address: str
    phone: str
    lat: float | None
    lon: float | None
    is_open: bool
    changes_at: datetime | None

    @staticmethod
    def of(row: Place, *, at: datetime) -> "PlaceOut":
        """Give a place as machines read it, with whether it is open at `at`."""
        state = state_at(directory().opening_hours[row.pk], at)
        return PlaceOut(
            id=row.pk,
            code=row.code,
            names=row.names,
            kind=str(row.kind),
            jurisdiction=directory().jurisdictions[row.jurisdiction_id].code,
            address=row.address,
            phone=row.phone,
            lat=row.lat,
            lon=row.lon,
            is_open=state.is_open,
            changes_at=state.changes_at,
        )


@router.get("/jurisdictions", response=list[JurisdictionOut])
def list_jurisdictions(request: HttpRequest) -> list[JurisdictionOut]:
    """Give all jurisdictions by their codes."""
    return [JurisdictionOut.of(row) for row in directory().jurisdictions.values()]


@router.get("/places", response=list[PlaceOut])
def list_places(request: HttpRequest) -> list[PlaceOut]:
    """Give the places in use, each with whether it is open now."""
    return [PlaceOut.of(row, at=now()) for row in active_places()]


@router.get("/places/{code}", response=PlaceOut)
def show_place(request: HttpRequest, code: str) -> PlaceOut:
    """Give one place."""
    found = directory().place_codes.get(code)
    if found is None or not found.is_active:
        raise Http404
    return PlaceOut.of(found, at=now())


OPEN_TO_ALL: tuple[Any, ...] = (list_jurisdictions, list_places, show_place)
for _operation in OPEN_TO_ALL:
    _operation.door = (ANYONE,)
