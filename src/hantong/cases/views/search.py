"""The search box of every staff page, and a resident's matters as a region of their page."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.actions import record_viewings
from hantong.access.doors import allow
from hantong.cases.finding import Found, find
from hantong.cases.lines import listed
from hantong.cases.models import Case
from hantong.cases.views._common import case_url
from hantong.offices.request import StaffRequest
from hantong.people.models import Resident

SHOWN = 20


@require_GET
@allow("cases.see")
def search(request: StaffRequest) -> HttpResponse:
    """Show what was found, by what it was found; a whole number leads straight to its matter."""
    at, text = now(), request.GET.get("q", "")[:100]
    found = find(text, person=request.person, at=at) if text.strip() else Found()
    if len(found.number) == 1 and not request.htmx:
        return HttpResponseRedirect(case_url(found.number[0].case))
    record_viewings(staff=request.person.staff, residents=[row.pk for row in found.residents], page="search", at=at)
    return render(request, "cases/search.html", {"q": text, "found": found, "now": at})


@require_GET
@allow("people.see")
def resident_cases(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show the matters of a resident that the person may see, newest first."""
    resident = Resident.objects.filter(pk=key).first()
    cases = Case.objects.visible_to(request.person).filter(resident=key).order_by("-said_at")[:SHOWN]
    lines = listed(cases, person=request.person, at=now())
    reach = request.person.reach("people.see")
    if resident is None or not (lines or reach.is_everything or resident.jurisdiction_id in reach.jurisdictions):
        raise Http404
    record_viewings(staff=request.person.staff, residents=[key], page="resident_cases", at=now())
    template = "cases/_resident_cases.html" if request.htmx else "cases/resident_cases.html"
    return render(request, template, {"lines": lines, "resident": resident, "now": now()})
