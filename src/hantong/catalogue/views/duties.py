"""Who answers for which service where: the whole matrix, one jurisdiction, one service."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.catalogue import actions
from hantong.catalogue.book import catalogue
from hantong.catalogue.coverage import answering_in, columns, lines
from hantong.catalogue.forms import DutyForm
from hantong.catalogue.lists import all_services, matching, shelves
from hantong.catalogue.models import EDITING, Service
from hantong.offices.directory import directory
from hantong.offices.lists import covers, department_choices, jurisdictions_in_order, key_of
from hantong.offices.lookups import department_of
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.offices.person import Reach
from hantong.offices.request import StaffRequest


@require_GET
@allow()
def matrix(request: StaffRequest) -> HttpResponse:
    """Show who is named for each service, and where nobody is so that the front office answers."""
    query, group, code = (request.GET.get(name, "") for name in ("q", "group", "in"))
    offered = [service for service in matching(all_services(), query, group) if service.is_active]
    found = [service for shelf in shelves(offered) for service in shelf.services]
    offices = directory()
    here = offices.jurisdiction_codes.get(code)
    context: dict[str, object] = {
        "q": query,
        "group": group,
        "here": here,
        "groups": list(catalogue().groups.values()),
        "jurisdictions": jurisdictions_in_order(),
    }
    if here is not None:
        path = offices.ancestors[here.pk]
        context["answering"] = answering_in(here, [each for each in found if each.jurisdiction_id in path])
    else:
        over = columns(found)
        rows = lines(found, over)
        only_gaps = request.GET.get("gaps") == "on"
        context |= {
            "columns": over,
            "lines": [row for row in rows if row.gaps or not only_gaps],
            "only_gaps": only_gaps,
        }
    return render(request, "catalogue/matrix.html", context)


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of a service's duties: where, who is named, and a form for whoever may change it."""

    label: str
    jurisdiction: Jurisdiction | None
    place: Place | None
    department: Department | None
    form: DutyForm | None


@require_GET
@allow()
def duties(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show who answers for one service everywhere, in each jurisdiction and at each place."""
    service = _offered(pk)
    context = {"service": service, "spots": _spots(service, request.person.reach(EDITING))}
    return render(request, "catalogue/duties.html", context)


def _offered(pk: UUID) -> Service:
    service = catalogue().services.get(pk)
    if service is None:
        raise Http404
    return service


def _spots(service: Service, reach: Reach) -> list[Spot]:
    offices, choices = directory(), department_choices(reach)
    rows = catalogue().responsibilities.get(service.pk, ())
    named = {(None if row.place_id else row.jurisdiction_id, row.place_id): row.department_id for row in rows}
    below = offices.subtrees.get(service.jurisdiction_id, frozenset())

    def spot(label: str, jurisdiction: Jurisdiction | None, place: Place | None) -> Spot:
        key = (jurisdiction.pk if jurisdiction else None, place.pk if place else None)
        department = offices.departments.get(named.get(key, service.pk))
        form = None
        if _may_name(service, reach, jurisdiction, place):
            mine = {"department": key_of(department) if department else ""}
            form = DutyForm(initial=mine, departments=choices, auto_id=False)
        return Spot(label, jurisdiction, place, department, form)

    return [
        spot(_("Everywhere"), None, None),
        *(spot(each.name, each, None) for each in jurisdictions_in_order() if each.pk in below),
        *(spot(each.name, None, each) for each in offices.places.values() if each.jurisdiction_id in below),
    ]


def _may_name(service: Service, reach: Reach, jurisdiction: Jurisdiction | None, place: Place | None) -> bool:
    if place is not None:
        return covers(reach, place.jurisdiction_id)
    return covers(reach, jurisdiction.pk if jurisdiction else service.jurisdiction_id)


@require_POST
@allow(EDITING)
def set_duty(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Name the department that answers for a service at one spot within reach, or nobody."""
    service, reach = get_object_or_404(Service, pk=pk), request.person.reach(EDITING)
    codes = request.POST.get("jurisdiction", ""), request.POST.get("place", "")
    jurisdiction = get_object_or_404(Jurisdiction, code=codes[0]) if codes[0] else None
    place = get_object_or_404(Place, code=codes[1]) if codes[1] else None
    if not _may_name(service, reach, jurisdiction, place):
        raise PermissionDenied
    form = DutyForm(request.POST, departments=department_choices(reach))
    if not form.is_valid():
        messages.error(request, _("Choose a department within your reach."))
        return redirect("catalogue:duties", pk)
    key = form.cleaned_data["department"]
    actions.set_duty(
        service=service,
        jurisdiction=jurisdiction,
        place=place,
        department=department_of(key, field="department") if key else None,
        by=request.person.staff,
        at=now(),
    )
    messages.success(request, _("Saved."))
    return redirect("catalogue:duties", pk)
