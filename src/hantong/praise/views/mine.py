"""Praise for me and for where I work."""

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest
from hantong.people.models import ContactPoint
from hantong.praise.masked import masked
from hantong.praise.models import Praise
from hantong.praise.terms import WHYS
from hantong.praise.week import name_of
from hantong.shell.quotes import unfolded

MOST = 50


@allow("cases.see")
@require_GET
def mine(request: StaffRequest) -> HttpResponse:
    """Show who was praised: me, and my departments and places, with counts by month."""
    person = request.person
    units = person.department_ids()
    places = [key for key, place in directory().places.items() if place.department_id in units]
    own = Q(staff=person.staff)
    found = Praise.objects.filter(own | Q(department__in=units) | Q(place__in=places))
    months = (
        found.annotate(month=TruncMonth("word__said_at"))
        .values("month")
        .annotate(me=Count("pk", filter=own), us=Count("pk", filter=~own))
        .order_by("-month")[:12]
    )
    rows = list(found.select_related("word__contact__resident", "staff").order_by("-word__said_at")[:MOST])
    residents = {row.word.contact.resident_id for row in rows if row.word.contact.resident_id}
    points: dict[object, list[str]] = {}
    for key, value in ContactPoint.objects.filter(resident__in=residents).values_list("resident_id", "value"):
        points.setdefault(key, []).append(value)
    context = {
        "months": list(months),
        "rows": [(row, name_of(row), WHYS[row.why], _text(row, points)) for row in rows],
        "now": now(),
    }
    return render(request, "praise/mine.html", context)


def _text(row: Praise, points: dict[object, list[str]]) -> str:
    contact = row.word.contact
    known = [contact.resident.name, *points.get(contact.resident_id, [])] if contact.resident else []
    return masked(unfolded(contact.text).fresh, known)
