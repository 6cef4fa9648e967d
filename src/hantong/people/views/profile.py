"""A resident's page: who they are, how to reach them, what they need and allowed, who speaks for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.doors import allow
from hantong.access.models import Viewing
from hantong.offices.request import StaffRequest
from hantong.people import actions
from hantong.people.actions.changing import Particulars
from hantong.people.forms import ConsentForm, PointForm, ReasonForm, ResidentForm, SpeakerForm
from hantong.people.models import Consent, ContactPoint, LegalHold, Merge, Resident, Spokesperson
from hantong.people.queries import record_ids
from hantong.people.views.fetching import looked, resident_of


@require_GET
@allow("people.see")
def resident(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show everything about a resident on one page; a merged record leads to the one that was kept."""
    person = resident_of(request, pk, "people.see")
    if person.merged_into_id:
        return redirect("people:resident", pk=person.merged_into_id)
    looked(request, person, "resident")
    return render(request, "people/resident.html", page_of(request, person))


def page_of(request: StaffRequest, person: Resident, **forms: object) -> dict[str, object]:
    """Give what the page shows; `forms` are those that came back with something wrong."""
    ids = record_ids(person)
    may = request.person.can
    return {
        "resident": person,
        "needs": [Resident.Need(need).label for need in person.needs],
        "points": ContactPoint.objects.filter(resident__in=ids).order_by("-is_preferred", "created_at"),
        "consents": Consent.objects.filter(resident__in=ids).order_by("withdrawn_at", "given_at"),
        "speakers": Spokesperson.objects.filter(resident__in=ids).select_related("speaker"),
        "spoken_for": Spokesperson.objects.filter(speaker__in=ids).select_related("resident"),
        "holds": LegalHold.objects.filter(resident__in=ids, released_at__isnull=True).select_related("by"),
        "merges": Merge.objects.filter(kept__in=ids, undone_at__isnull=True).select_related("merged", "by"),
        "may_edit": may("people.edit"),
        "may_erase": may("people.erase"),
        "looks": _looks(request, ids),
        "point_form": PointForm(),
        "consent_form": ConsentForm(),
        "speaker_form": SpeakerForm(),
        "hold_form": ReasonForm(),
        "today": localdate(),
        "now": now(),
        **forms,
    }


def _looks(request: StaffRequest, ids: list[UUID]) -> int | None:
    if not request.person.can("audit.see"):
        return None
    return Viewing.objects.visible_to(request.person).filter(resident_id__in=ids).count()


@require_http_methods(["GET", "HEAD", "POST"])
@allow("people.edit")
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what is known of a resident."""
    person = resident_of(request, pk)
    looked(request, person, "resident")
    initial = {
        "name": person.name,
        "language": person.language,
        "needs": person.needs,
        "jurisdiction": str(person.jurisdiction_id or ""),
        "remarks": person.remarks,
        "preferred_kind": person.preferred_kind,
    }
    form = ResidentForm(request.POST or None, person=request.person, resident=person, initial=initial)
    if form.is_valid():
        asked = form.cleaned_data
        to = Particulars(
            name=asked["name"],
            language=asked["language"],
            needs=asked["needs"],
            jurisdiction=form.jurisdiction_id(),
            remarks=asked["remarks"],
            preferred_kind=asked["preferred_kind"],
        )
        actions.change_resident(resident=person, to=to, by=request.person.staff, at=now())
        messages.success(request, _("Saved."))
        return redirect("people:resident", pk=pk)
    context = {"resident": person, "form": form}
    return render(request, "people/resident_edit.html", context, status=422 if form.errors else 200)


def merge_of(request: StaffRequest, pk: UUID, merge: UUID) -> Merge:
    """Give a standing merge into the resident `pk`, if the person may change them."""
    person = resident_of(request, pk)
    return get_object_or_404(Merge.objects.select_related("kept", "merged"), pk=merge, kept__in=record_ids(person))
