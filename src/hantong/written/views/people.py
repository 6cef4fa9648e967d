"""Who answers: on or off, how much they have, their skills; and whether work is given out by itself."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.access.models import Staff
from hantong.cases.colleagues import posts_in
from hantong.cases.person_words import LANGUAGES
from hantong.catalogue.models import ServiceGroup
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest
from hantong.written import actions
from hantong.written.crew import loads_of
from hantong.written.forms import WriterForm
from hantong.written.models import MOST_AT_ONCE, Floor, Waiting, Writer


@require_GET
@allow("cases.supervise")
def people(request: StaffRequest) -> HttpResponse:
    """Show who answers in the person's departments, and what waits in each."""
    at, units = now(), request.person.department_ids()
    staff = {key for _unit, key in posts_in(units, at=at)}
    found = list(Staff.objects.filter(pk__in=staff, is_active=True).select_related("writer").order_by("name"))
    loads = loads_of(staff)
    groups = {group.pk: group.name for group in ServiceGroup.objects.all()}
    waiting = Waiting.objects.filter(case__holder_unit__in=units).values_list("case__holder_unit")
    counts = dict(waiting.annotate(n=Count("pk")).order_by())
    pushed = set(Floor.objects.filter(department__in=units).values_list("department", flat=True))
    departments = directory().departments
    context = {
        "now": at,
        "rows": [_row(each, loads.get(each.pk, 0), groups) for each in found],
        "floors": [(departments[unit], counts.get(unit, 0), unit in pushed) for unit in sorted(units, key=str)],
    }
    return render(request, "written/people.html", context)


def _row(staff: Staff, load: int, groups: dict[str, str]) -> dict[str, object]:
    writer: Writer | None = getattr(staff, "writer", None)
    return {
        "staff": staff,
        "writer": writer,
        "is_away": writer is not None and writer.is_away(now()),
        "load": load,
        "most": writer.most_at_once if writer else MOST_AT_ONCE,
        "topics": [groups[key] for key in writer.groups if key in groups] if writer else [],
        "languages": [LANGUAGES.get(key, key) for key in staff.languages],
    }


def _colleague(request: StaffRequest, pk: UUID) -> Staff:
    """Give an active member of the departments that the person supervises. Raises Http404."""
    units = request.person.reach("cases.supervise").departments
    if pk not in {staff for _unit, staff in posts_in(units, at=now())}:
        raise Http404
    return get_object_or_404(Staff, pk=pk, is_active=True)


@require_http_methods(["GET", "POST"])
@allow("cases.supervise")
def writer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show or change what somebody answers about, and how much at once."""
    staff = _colleague(request, pk)
    known = Writer.objects.filter(staff=staff).first()
    initial = {
        "groups": known.groups if known else [],
        "most_at_once": known.most_at_once if known else MOST_AT_ONCE,
    }
    form = WriterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        most = form.cleaned_data["most_at_once"]
        actions.save_writer(
            staff=staff, groups=form.cleaned_data["groups"], most_at_once=most, by=request.person.staff, at=now()
        )
        messages.success(request, _("Saved."))
        return redirect("written:people")
    return render(
        request, "written/writer.html", {"colleague": staff, "form": form}, status=422 if form.errors else 200
    )


@require_POST
@allow("cases.supervise")
def duty(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put a colleague on or off duty."""
    is_on = request.POST.get("is_on") == "yes"
    actions.set_duty(staff=_colleague(request, pk), is_on=is_on, by=request.person.staff, at=now())
    return redirect("written:people")


@require_POST
@allow("cases.supervise")
def giving(request: StaffRequest, unit: UUID) -> HttpResponse:
    """Have a department's written work given out by itself, or on asking."""
    if unit not in request.person.reach("cases.supervise").departments:
        raise Http404
    is_on = request.POST.get("is_on") == "yes"
    actions.push_by_itself(unit=unit, is_on=is_on, by=request.person.staff, at=now())
    if is_on:
        given = actions.push_waiting(at=now(), unit=unit)
        messages.success(request, _("Given out by itself from now on; %(n)s just now.") % {"n": given})
    else:
        messages.success(request, _("Given out on asking from now on."))
    return redirect("written:people")
