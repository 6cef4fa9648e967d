"""A resident's rights: everything about them as a file, everything erased; and the holds that forbid it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.people import actions
from hantong.people.counted import counted
from hantong.people.export_file import export_zip
from hantong.people.forms import ReasonForm
from hantong.people.holdings import holdings
from hantong.people.models import LegalHold
from hantong.people.queries import record_ids, standing_hold
from hantong.people.views.changes import PAGE
from hantong.people.views.fetching import looked, resident_of
from hantong.people.views.profile import page_of


@require_POST
@allow("people.erase")
def export(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give everything about a resident as one file, for machines and for people to read."""
    person = resident_of(request, pk, "people.erase")
    looked(request, person, "resident_export")
    at = now()
    portions = actions.export_resident(resident=person, by=request.person.staff, at=at)
    answer = HttpResponse(export_zip(portions, at=at), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="resident-{str(person.pk)[-12:]}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@allow("people.erase")
def erasure(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show what would be erased and what forbids it, and erase it."""
    person = resident_of(request, pk, "people.erase")
    looked(request, person, "resident")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.erase_resident(
                resident=person, reason=form.cleaned_data["reason"], by=request.person.staff, at=now()
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Everything about this resident has been erased. A count remains."))
            return redirect("people:tombstones")
    ids = record_ids(person)
    context = {
        "resident": person,
        "form": form,
        "counts": counted({kind: n for holding in holdings() for kind, n in holding.count(ids).items()}),
        "open_matters": sum(holding.open_matters(ids) for holding in holdings()),
        "hold": standing_hold(ids),
    }
    return render(request, "people/erasure.html", context, status=422 if form.errors else 200)


@require_POST
@allow("people.erase")
def holds(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Place a legal hold."""
    person = resident_of(request, pk, "people.erase")
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.place_hold(resident=person, reason=reason, by=request.person.staff, at=now())
        messages.success(request, _("Nothing of this resident is erased while the hold stands."))
        return redirect("people:resident", pk=pk)
    looked(request, person, "resident")
    return render(request, PAGE, page_of(request, person, hold_form=form), status=422)


@require_POST
@allow("people.erase")
def hold_release(request: StaffRequest, pk: UUID, hold: UUID) -> HttpResponse:
    """Release a legal hold."""
    ids = record_ids(resident_of(request, pk, "people.erase"))
    placed = get_object_or_404(LegalHold.objects.select_related("resident"), pk=hold, resident__in=ids)
    actions.release_hold(hold=placed, by=request.person.staff, at=now())
    messages.success(request, _("The hold has been released."))
    return redirect("people:resident", pk=pk)
