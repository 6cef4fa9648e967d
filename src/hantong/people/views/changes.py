"""Small changes of a resident's page: contact points, consents, spokespersons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest
from hantong.people import actions
from hantong.people.contact_points import NotAContactPoint, normalised
from hantong.people.forms import ConsentForm, PointForm, SpeakerForm
from hantong.people.models import Consent, ContactPoint, Resident, Spokesperson
from hantong.people.queries import record_ids
from hantong.people.recognition import residents_at
from hantong.people.refusals import NobodyThere, SeveralThere, UnreadableContactPoint
from hantong.people.views.fetching import looked, resident_of
from hantong.people.views.profile import page_of

PAGE = "people/resident.html"


def _wrong(request: StaffRequest, person: Resident, **forms: object) -> HttpResponse:
    looked(request, person, "resident")
    return render(request, PAGE, page_of(request, person, **forms), status=422)


def _done(request: StaffRequest, pk: UUID) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("people:resident", pk=pk)


@require_POST
@allow("people.edit")
def contact_points(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a way to reach a resident."""
    person = resident_of(request, pk)
    form = PointForm(request.POST)
    if form.is_valid():
        try:
            actions.add_contact_point(resident=person, **form.cleaned_data, by=request.person.staff, at=now())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return _done(request, pk)
    return _wrong(request, person, point_form=form)


def _point(request: StaffRequest, pk: UUID, point: UUID) -> ContactPoint:
    ids = record_ids(resident_of(request, pk))
    return get_object_or_404(ContactPoint.objects.select_related("resident"), pk=point, resident__in=ids)


@require_POST
@allow("people.edit")
def point_preference(request: StaffRequest, pk: UUID, point: UUID) -> HttpResponse:
    """Make one way to reach a resident the preferred one."""
    actions.prefer_contact_point(point=_point(request, pk, point), by=request.person.staff, at=now())
    return _done(request, pk)


@require_POST
@allow("people.edit")
def point_removal(request: StaffRequest, pk: UUID, point: UUID) -> HttpResponse:
    """Forget one way to reach a resident."""
    actions.remove_contact_point(point=_point(request, pk, point), by=request.person.staff, at=now())
    return _done(request, pk)


@require_POST
@allow("people.edit")
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record what a resident allowed."""
    person = resident_of(request, pk)
    form = ConsentForm(request.POST)
    if form.is_valid():
        try:
            actions.give_consent(resident=person, **form.cleaned_data, by=request.person.staff, at=now())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return _done(request, pk)
    return _wrong(request, person, consent_form=form)


@require_POST
@allow("people.edit")
def consent_withdrawal(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Record that a resident took a consent back."""
    ids = record_ids(resident_of(request, pk))
    given = get_object_or_404(Consent.objects.select_related("resident"), pk=consent, resident__in=ids)
    actions.withdraw_consent(consent=given, by=request.person.staff, at=now())
    return _done(request, pk)


@require_POST
@allow("people.edit")
def spokespersons(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record who may speak for a resident."""
    person = resident_of(request, pk)
    form = SpeakerForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            speaker = _speaker(request, asked["reached_at"], asked["name"])
            actions.name_spokesperson(
                resident=person,
                speaker=speaker,
                relation=asked["relation"],
                since=asked["since"],
                by=request.person.staff,
                at=now(),
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return _done(request, pk)
    return _wrong(request, person, speaker_form=form)


def _speaker(request: StaffRequest, reached_at: str, name: str) -> Resident:
    """Find who is meant among those the person may see. Raises UnreadableContactPoint, NobodyThere, SeveralThere."""
    kind = "email" if "@" in reached_at else "phone"
    try:
        value = normalised(kind=kind, value=reached_at)
    except NotAContactPoint as unreadable:
        raise UnreadableContactPoint(field="reached_at") from unreadable
    keys = [one.pk for one in residents_at([(kind, value)])]
    people = list(Resident.objects.visible_to(request.person).filter(pk__in=keys))
    if name:
        people = [one for one in people if "".join(one.name.split()) == "".join(name.split())]
    if not people:
        raise NobodyThere(field="reached_at")
    if len(people) > 1:
        raise SeveralThere(field="name")
    return people[0]


@require_POST
@allow("people.edit")
def spokesperson_end(request: StaffRequest, pk: UUID, spokesperson: UUID) -> HttpResponse:
    """Record that somebody no longer speaks for a resident."""
    ids = record_ids(resident_of(request, pk))
    named = get_object_or_404(Spokesperson.objects.select_related("resident"), pk=spokesperson, resident__in=ids)
    actions.end_spokesperson(spokesperson=named, until=localdate(), by=request.person.staff, at=now())
    return _done(request, pk)
