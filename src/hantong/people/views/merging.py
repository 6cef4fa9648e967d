"""Records that may be one person: found, compared, merged or kept apart, and taken apart again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.actions import record_viewings
from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.people import actions
from hantong.people.forms import ReasonForm
from hantong.people.queries import alike
from hantong.people.views.fetching import resident_of
from hantong.people.views.profile import merge_of


@require_GET
@allow("people.edit")
def duplicates(request: StaffRequest) -> HttpResponse:
    """Show pairs of records that share a contact point or a name."""
    reach = request.person.reach("people.edit")
    pairs = alike(within=reach.jurisdictions, is_everything=reach.is_everything)
    seen = [one.pk for pair in pairs for one in (pair.first, pair.second)]
    record_viewings(staff=request.person.staff, residents=seen, page="duplicates", at=now())
    return render(request, "people/duplicates.html", {"pairs": pairs, "form": ReasonForm(), "now": now()})


@require_POST
@allow("people.edit")
def merges(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Merge the record `other` into `pk`."""
    kept, merged = resident_of(request, pk), resident_of(request, other)
    reason = request.POST.get("reason", "")
    actions.merge_residents(kept=kept, merged=merged, reason=reason, by=request.person.staff, at=now())
    messages.success(request, _("The two records are one now. This can be undone on the resident's page."))
    return redirect("people:resident", pk=pk)


@require_POST
@allow("people.edit")
def merge_undoing(request: StaffRequest, pk: UUID, merge: UUID) -> HttpResponse:
    """Take two merged records apart again."""
    actions.undo_merge(merge=merge_of(request, pk, merge), by=request.person.staff, at=now())
    messages.success(request, _("The records stand apart again, as they were."))
    return redirect("people:resident", pk=pk)


@require_POST
@allow("people.edit")
def separation(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Record that two alike records are two people."""
    one, two = resident_of(request, pk), resident_of(request, other)
    actions.keep_apart(one=one, other=two, by=request.person.staff, at=now())
    messages.success(request, _("They will not be suggested again."))
    return redirect("people:duplicates")
