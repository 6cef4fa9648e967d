"""Correcting what is recorded; a stale save comes back with both versions and everything that was typed."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.act_forms import DetailsForm, recorded
from hantong.cases.models import Case
from hantong.cases.refusals import StaleSave
from hantong.cases.sentence_words import FIELDS, value_words
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.offices.request import StaffRequest


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def details(request: StaffRequest, number: str) -> HttpResponse:
    """Show the details as a form, and save what was changed in it."""
    case = handled_case(request, number)
    if request.method == "GET":
        return _form(request, case, DetailsForm(initial=recorded(case), case=case))
    form = DetailsForm(request.POST, case=case)
    if not form.is_valid():
        return _form(request, case, form, status=422)
    try:
        is_saved = succeeds(form, lambda: _save(request, case, form))
    except StaleSave as stale:
        return _both_versions(request, stale.current, form)
    if is_saved:
        return done(request, case, _("Saved."))
    return _form(request, case, form, status=409)


def _save(request: StaffRequest, case: Case, form: DetailsForm) -> None:
    seen = form.cleaned_data["seen"]
    actions.change(case=case, changes=form.changes(), by=request.person.staff, at=now(), seen=seen)


def _both_versions(request: StaffRequest, current: Case, form: DetailsForm) -> HttpResponse:
    """Show what was typed beside what stands now; saving again overwrites what stands, knowingly."""
    theirs, mine = recorded(current), form.cleaned_data
    rows = [
        {
            "label": FIELDS[name],
            "mine": value_words(name, mine[name]),
            "theirs": value_words(name, theirs[name]),
            "differs": mine[name] != theirs[name],
        }
        for name in mine
        if name != "seen"
    ]
    again = DetailsForm(initial={**mine, "seen": current.n}, case=current)
    return _form(request, current, again, status=409, versions=rows)


def _form(request: StaffRequest, case: Case, form: DetailsForm, *, status: int = 200, **more: object) -> HttpResponse:
    title = _("Correct the details")
    return piece(request, case, "_details_form", {"form": form, **more}, title=title, status=status)
