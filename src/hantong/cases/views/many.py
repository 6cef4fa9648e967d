"""One act on many matters, with a result for each, and one click that takes it all back for ten minutes."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.colleagues import posts_in
from hantong.cases.models import Case, History
from hantong.cases.views._common import may_handle
from hantong.cases.views.hands import assignable_units, unit_for
from hantong.cases.work_forms import ManyForm
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest

KEPT = "cases_last_acts"
MOST = 200
Act = Callable[[Case], object]


@require_POST
@allow("cases.handle")
def many(request: StaffRequest) -> HttpResponse:
    """Do one act on every ticked matter, each for itself: one refusal stops no other."""
    form = ManyForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return _back(request)
    cases = _ticked(request)
    if not cases:
        messages.warning(request, _("Tick the matters first."))
        return _back(request)
    results, taken_back = [], []
    at = now()
    for case in cases:
        was = actions.Hands.of(case)
        trouble = _trouble(request, case, lambda each: _do(request, form, each, at))
        results.append([str(case), case.number, case.title, trouble])
        if not trouble:
            taken_back.append({"case": str(case.pk), **{k: _plain(v) for k, v in asdict(was).items()}})
    _keep(request, results, taken_back, at)
    return _back(request)


def _ticked(request: StaffRequest) -> list[Case]:
    keys = [key for key in request.POST.getlist("key")[:MOST] if _is_key(key)]
    return list(Case.objects.visible_to(request.person).filter(pk__in=keys).order_by("due_at", "pk"))


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _trouble(request: StaffRequest, case: Case, act: Act) -> str:
    if not may_handle(request.person, case):
        return _("You may see this matter but not work on it.")
    try:
        act(case)
    except Refused as refused:
        return str(refused)
    return ""


def _do(request: StaffRequest, form: ManyForm, case: Case, at: datetime) -> None:
    act, staff = form.cleaned_data["act"], request.person.staff
    if act == "take":
        actions.take(case=case, by=staff, unit=unit_for(case, request.person), at=at)
    elif act == "assign":
        unit, to = form.cleaned_data["to"]
        if unit not in assignable_units(request.person, case) or (unit, to) not in posts_in({unit}, at=at):
            raise NotAColleague
        actions.assign(case=case, to=Staff.objects.get(pk=to), unit=unit, by=staff, at=at)
    elif act == "hand_over":
        said = History.objects.filter(case=case, kind=History.Kind.OPENED).values_list("text", flat=True).first()
        packet = actions.Packet(said=said or "")
        actions.hand_over(case=case, to_unit=form.cleaned_data["unit"], packet=packet, by=staff, at=at)
    else:
        actions.change(case=case, changes={"is_urgent": act == "urgent"}, by=staff, at=at)


class NotAColleague(Refused):
    """The person chosen is not one that this person may give work to."""

    code = "not_a_colleague"

    def __str__(self) -> str:
        return _("You can give matters to colleagues of your own department only.")


def _keep(request: StaffRequest, results: list[list[str]], taken_back: list[dict[str, object]], at: datetime) -> None:
    numbers = dict(Case.objects.filter(pk__in=[row["case"] for row in taken_back]).values_list("pk", "n"))
    for row in taken_back:
        row["done"] = numbers[UUID(str(row["case"]))]
    request.session[KEPT] = {"at": at.isoformat(), "results": results, "back": taken_back, "is_new": True}
    good = len(taken_back)
    said = ngettext("Done for %(n)d matter.", "Done for %(n)d matters.", good) % {"n": good}
    if good:
        messages.success(request, said, extra_tags=f"undo:{reverse('cases:undo')}")
    for number, _plain_number, _title, trouble in results:
        if trouble:
            messages.warning(request, f"{number}: {trouble}")


def last_acts(request: StaffRequest, *, at: datetime) -> dict[str, object] | None:
    """Give what was done last and may still be taken back."""
    kept = request.session.get(KEPT)
    done_at = parse_datetime(kept["at"]) if kept else None
    if not kept or done_at is None or at > done_at + actions.UNDO_WITHIN or not kept["back"]:
        return None
    return {"count": len(kept["back"]), "at": done_at, "results": kept["results"]}


@require_POST
@allow("cases.handle")
def undo(request: StaffRequest) -> HttpResponse:
    """Take the last act on many matters back, exactly."""
    kept = request.session.pop(KEPT, None)
    if not kept or not kept["back"]:
        messages.warning(request, _("There is nothing to undo."))
        return _back(request)
    done_at = parse_datetime(kept["at"]) or now()
    cases = {str(case.pk): case for case in _again(request, kept["back"])}
    good = 0
    for row in kept["back"]:
        case = cases.get(row["case"])
        trouble = _("This matter is not visible to you any more.") if case is None else ""
        if case is not None:
            trouble = _trouble(request, case, lambda each, row=row: _undo(request, each, row, done_at))  # type: ignore[misc]
        if trouble:
            messages.warning(request, f"{case or ''}: {trouble}")
        good += not trouble
    messages.info(request, ngettext("Undone for %(n)d matter.", "Undone for %(n)d matters.", good) % {"n": good})
    return _back(request)


def _again(request: StaffRequest, rows: list[dict[str, str]]) -> list[Case]:
    return list(Case.objects.visible_to(request.person).filter(pk__in=[row["case"] for row in rows]))


def _undo(request: StaffRequest, case: Case, row: dict[str, object], done_at: datetime) -> None:
    was = actions.Hands(
        owner=_key(row["owner"]),
        owner_unit=UUID(str(row["owner_unit"])),
        holder=_key(row["holder"]),
        holder_unit=UUID(str(row["holder_unit"])),
        is_urgent=bool(row["is_urgent"]),
        hand_overs=int(str(row["hand_overs"])),
    )
    staff = request.person.staff
    actions.undo(case=case, was=was, done=int(str(row["done"])), done_at=done_at, by=staff, at=now())


def _key(value: object) -> UUID | None:
    return UUID(str(value)) if value else None


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value


def _back(request: StaffRequest) -> HttpResponse:
    back = request.POST.get("back", "") or request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("cases:work")
    return HttpResponseRedirect(back)
