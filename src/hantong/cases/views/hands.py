"""In whose hands a matter is: taken, assigned, offered, accepted, declined, taken back."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.act_forms import AssignmentForm, HandOverForm, ReasonForm
from hantong.cases.case_page import pending_offer
from hantong.cases.colleagues import colleague_choices, departments_found, posts_in
from hantong.cases.lines import may_answer
from hantong.cases.models import Case, HandOver, History
from hantong.cases.refusals import NoOffer
from hantong.cases.rule_book import NoRoute, find_route
from hantong.cases.views._common import done, handled_case, piece, seen_case, succeeds
from hantong.offices.person import StaffPerson
from hantong.offices.request import StaffRequest


def unit_for(case: Case, person: StaffPerson) -> UUID:
    """Give the unit in which `person` takes `case`: the one that holds or owns it, else their own."""
    units = person.department_ids()
    for unit in (case.holder_unit_id, case.owner_unit_id):
        if unit in units:
            return unit
    if person.home is None:
        raise PermissionDenied
    return person.home.department


@require_POST
@allow("cases.handle")
def taking(request: StaffRequest, number: str) -> HttpResponse:
    """Take the matter: the person answers for it, or works on it, from now on."""
    case = handled_case(request, number)
    actions.take(case=case, by=request.person.staff, unit=unit_for(case, request.person), at=now())
    return done(request, case, _("It is yours."))


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def assignment(request: StaffRequest, number: str) -> HttpResponse:
    """Give the work to a colleague."""
    case, at = handled_case(request, number), now()
    choices = colleague_choices(assignable_units(request.person, case), at=at)
    form = AssignmentForm(request.POST or None, choices=choices)
    status = 200
    if request.method == "POST":
        if form.is_valid() and succeeds(form, lambda: _assign(request, case, form)):
            return done(request, case, _("Given to a colleague."))
        status = 422
    return piece(request, case, "_assignment_form", {"form": form}, title=_("Give to a colleague"), status=status)


def assignable_units(person: StaffPerson, case: Case) -> frozenset[UUID]:
    """Give the departments whose staff `person` may give the work to: theirs, or all they supervise."""
    if person.can("cases.supervise"):
        return person.reach("cases.supervise").departments | {case.holder_unit_id}
    return person.department_ids()


def _assign(request: StaffRequest, case: Case, form: AssignmentForm) -> None:
    unit, staff = form.chosen()
    actions.assign(
        case=case,
        to=Staff.objects.get(pk=staff),
        unit=unit,
        by=request.person.staff,
        at=now(),
        as_owner=form.cleaned_data["as_owner"],
    )


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    """Offer the work with its packet to a department, here or elsewhere, or to a person there."""
    case = handled_case(request, number)
    if request.method == "POST" and request.POST.get("do") == "find":
        form = HandOverForm(initial=request.POST.dict())
        return _offering(request, case, form, text=request.POST.get("find", ""))
    if request.method == "GET":
        text = request.GET.get("find", "")
        return _offering(request, case, HandOverForm(initial={"said": _what_was_said(case)}), text=text)
    form = HandOverForm(request.POST)
    if form.is_valid() and succeeds(form, lambda: _offer(request, case, form)):
        return done(request, case, _("Offered. Until it is accepted, the matter stays where it is."))
    return _offering(request, case, form, text=request.POST.get("find", ""), status=422)


def _what_was_said(case: Case) -> str:
    rows = History.objects.filter(case=case, kind__in=[History.Kind.OPENED, History.Kind.SAID]).order_by("n")
    return "\n\n".join(text for text in rows.values_list("text", flat=True) if text)


def _offering(request: StaffRequest, case: Case, form: HandOverForm, *, text: str, status: int = 200) -> HttpResponse:
    found = departments_found(text[:60], near=case.jurisdiction_id, leave_out=case.holder_unit_id)
    suggested = _suggested(case)
    found.sort(key=lambda row: row[0] != suggested)
    context: dict[str, object] = {
        "form": form,
        "found": found,
        "find": text,
        "suggested": suggested,
        "chosen": str(form["to"].value() or ""),
    }
    return piece(request, case, "_hand_over_form", context, title=_("Hand over"), status=status)


def _suggested(case: Case) -> UUID | None:
    """Give the department that the rules would choose today."""
    try:
        way = find_route(
            service=case.service,
            jurisdiction=case.jurisdiction_id,
            place=case.place_id,
            channel=case.channel,
            band=case.band,
        )
    except NoRoute:
        return None
    return way.department


def _offer(request: StaffRequest, case: Case, form: HandOverForm) -> None:
    unit, staff = form.cleaned_data["to"]
    given = form.cleaned_data
    person = Staff.objects.filter(pk=staff).first() if staff and (unit, staff) in posts_in({unit}, at=now()) else None
    actions.hand_over(
        case=case,
        to_unit=unit,
        to_staff=person,
        packet=actions.Packet(said=given["said"], tried=given["tried"], promised=given["promised"]),
        by=request.person.staff,
        at=now(),
    )


@require_POST
@allow("cases.handle")
def acceptance(request: StaffRequest, number: str) -> HttpResponse:
    """Take over what was offered."""
    case, offer = _offer_to(request, number)
    actions.accept(offer=offer, by=request.person.staff, at=now())
    return done(request, case, _("Accepted. It is in your hands."))


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def refusal(request: StaffRequest, number: str) -> HttpResponse:
    """Decline what was offered, with a reason; it goes back to the owner."""
    case, offer = _offer_to(request, number)
    form = ReasonForm(request.POST or None)
    staff, at = request.person.staff, now()
    status = 200
    if request.method == "POST":
        if form.is_valid() and succeeds(
            form, lambda: actions.decline(offer=offer, reason=form.cleaned_data["text"], by=staff, at=at)
        ):
            return done(request, case, _("Declined. The owner has been alarmed."))
        status = 422
    return piece(request, case, "_refusal_form", {"form": form}, title=_("Decline"), status=status)


def _offer_to(request: StaffRequest, number: str) -> tuple[Case, HandOver]:
    case = seen_case(request, number)
    offer = pending_offer(case)
    if offer is None:
        raise NoOffer
    if not may_answer(offer, request.person):
        raise PermissionDenied
    return case, offer


@require_POST
@allow("cases.handle")
def withdrawal(request: StaffRequest, number: str) -> HttpResponse:
    """Take an offer back before it is answered."""
    case = handled_case(request, number)
    offer = pending_offer(case)
    if offer is None:
        raise NoOffer
    actions.withdraw_offer(offer=offer, by=request.person.staff, at=now())
    return done(request, case, _("The offer was taken back."))
