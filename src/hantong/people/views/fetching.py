"""Fetch a resident through the person, and note that they were looked at."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from hantong.access.actions import record_viewing
from hantong.offices.request import StaffRequest
from hantong.people.models import Resident


def resident_of(request: StaffRequest, pk: UUID, capability: str = "people.edit") -> Resident:
    """Give the resident if the person may do this with them; else there is nothing here."""
    visible = Resident.objects.visible_to(request.person, capability)
    return get_object_or_404(visible.filter(erased_at__isnull=True), pk=pk)


def looked(request: StaffRequest, resident: Resident, page: str) -> None:
    """Note that the person saw this resident's data."""
    record_viewing(staff=request.person.staff, resident=resident.pk, page=page, at=now())


def wants_piece(request: HttpRequest) -> bool:
    """Tell whether only a region of the page is asked for."""
    return bool(getattr(request, "htmx", False)) and not request.headers.get("HX-History-Restore-Request")
