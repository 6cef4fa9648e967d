"""Matters that are one, that fall apart, or that belong together."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.act_forms import LinkForm, MergerForm, PartForm
from hantong.cases.lines import listed
from hantong.cases.models import Case
from hantong.cases.queries import likely_duplicates
from hantong.cases.terms import DUPLICATES_WITHIN
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.cases.views.hands import unit_for
from hantong.cases.views.turns import other_case
from hantong.catalogue.book import catalogue
from hantong.offices.request import StaffRequest


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def merger(request: StaffRequest, number: str) -> HttpResponse:
    """Suggest and find the matter that goes on, and settle this one as its duplicate."""
    case = handled_case(request, number)
    if request.method == "GET" or request.POST.get("do") == "find":
        given = request.POST if request.method == "POST" else request.GET
        words = _("Your matter is being handled together with another one about the same thing.")
        form = MergerForm(initial={"text": given.get("text") or words, "into": given.get("into", "")})
        return _merging(request, case, form, find=given.get("find", ""))
    form = MergerForm(request.POST)
    if form.is_valid():
        into = other_case(request, form.cleaned_data["into"])
        if into is None:
            form.add_error(None, _("There is no such matter that you can see. Check the number."))
        elif succeeds(form, lambda: _merge(request, case, into, form)):
            return done(request, case, _("Merged. The resident is being told."))
    return _merging(request, case, form, find=request.POST.get("find", ""), status=422)


def _merge(request: StaffRequest, case: Case, into: Case, form: MergerForm) -> None:
    actions.merge(case=case, into=into, text=form.cleaned_data["text"], by=request.person.staff, at=now())


def _merging(request: StaffRequest, case: Case, form: MergerForm, *, find: str, status: int = 200) -> HttpResponse:
    at = now()
    candidates = _candidates(request, case, find)
    context: dict[str, object] = {
        "form": form,
        "find": find,
        "lines": listed(candidates, person=request.person, at=at),
        "chosen": str(form["into"].value() or ""),
    }
    return piece(request, case, "_merger_form", context, title=_("Merge"), status=status)


def _candidates(request: StaffRequest, case: Case, find: str) -> list[Case]:
    if find.strip():
        found = other_case(request, find)
        return [found] if found is not None and found.pk != case.pk else []
    visible = Case.objects.visible_to(request.person).open().exclude(pk=case.pk)
    near = likely_duplicates(
        jurisdiction=case.jurisdiction_id,
        service=case.service_id,
        said_at=now(),
        lat=case.lat,
        lon=case.lon,
        address=case.address,
        within=now() - case.said_at + DUPLICATES_WITHIN,
    )
    ids = [other.pk for other in near]
    same = visible.filter(resident=case.resident_id).order_by("-said_at")[:5] if case.resident_id else []
    candidates = {other.pk: other for other in [*visible.filter(pk__in=ids), *same]}
    return list(candidates.values())


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def part(request: StaffRequest, number: str) -> HttpResponse:
    """Split a part off as a matter of its own."""
    case = handled_case(request, number)
    form = PartForm(request.POST or None, case=case, initial={"service": str(case.service_id or "")})
    status = 200
    made: list[Case] = []
    if request.method == "POST":
        if form.is_valid() and succeeds(form, lambda: made.append(_split(request, case, form))):
            said = _("Split off: %(number)s") % {"number": made[0]}
            return done(request, case, said)
        status = 422
    return piece(request, case, "_part_form", {"form": form}, title=_("Split a part off"), status=status)


def _split(request: StaffRequest, case: Case, form: PartForm) -> Case:
    given = form.cleaned_data
    services = {str(key): row for key, row in catalogue().services.items()}
    opening = actions.Opening(
        jurisdiction=case.jurisdiction_id,
        channel=case.channel,
        title=given["title"],
        text=given["text"],
        said_at=case.said_at,
        service=services.get(given["service"]),
        place=case.place_id,
        resident=case.resident_id,
        language=case.language,
        address=case.address,
        lat=case.lat,
        lon=case.lon,
    )
    staff = request.person.staff
    return actions.split(case=case, opening=opening, by=staff, unit=unit_for(case, request.person), at=now())


@require_POST
@allow("cases.handle")
def links(request: StaffRequest, number: str) -> HttpResponse:
    """Record that another matter belongs to this one."""
    case, form = handled_case(request, number), LinkForm(request.POST)
    if form.is_valid():
        other = other_case(request, form.cleaned_data["other"])
        if other is None:
            form.add_error("other", _("There is no such matter that you can see. Check the number."))
        elif succeeds(form, lambda: actions.link(case=case, other=other, by=request.person.staff, at=now())):
            return done(request, case, _("Linked."))
    return piece(request, case, "_link_form", {"link_form": form}, title=_("Link"), status=422)
