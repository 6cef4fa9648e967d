"""The turns of a matter: settled, extended, reopened."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hantong.access.doors import allow
from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.act_forms import ASK, ClosureForm, ExtensionForm, ReasonForm
from hantong.cases.case_page import text_templates
from hantong.cases.models import AnswerTemplate, Case, Extension, ExtensionConsent
from hantong.cases.number import NotANumber, parse
from hantong.cases.refusals import ExtendedTwice, NoDeadline
from hantong.cases.resident_words import filled, notice
from hantong.cases.terms import MAX_EXTENSIONS
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.kit.words import said
from hantong.offices.request import StaffRequest


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def closure(request: StaffRequest, number: str) -> HttpResponse:
    """Ask how it ended, show what the resident will get, and settle the matter."""
    case = handled_case(request, number)
    if request.method == "GET":
        return _closing(request, case, ClosureForm(initial={"end_state": Case.EndState.DONE}))
    if request.POST.get("do") == "fill":
        return _closing(request, case, _with_template(request, case))
    form = ClosureForm(request.POST)
    ending = _ending(request, form) if form.is_valid() else None
    if ending is None:
        return _closing(request, case, form, status=422)
    if request.POST.get("do") != "send":
        return _previewed(request, case, form, ending)
    staff, at = request.person.staff, now()
    if succeeds(form, lambda: actions.close(case=case, ending=ending, by=staff, at=at)):
        return done(request, case, _("Settled. The resident is being told."), written="closure")
    return _closing(request, case, form, status=409)


def _previewed(request: StaffRequest, case: Case, form: ClosureForm, ending: actions.Ending) -> HttpResponse:
    """Show the very text that will be sent, with what was entered kept beside the buttons."""
    preview = notice("closed", case=case, text=ending.text, ending=ending.end_state)
    kept = [(name, form.cleaned_data[name]) for name in form.fields]
    return _closing(request, case, form, preview=preview, kept=kept)


def _closing(
    request: StaffRequest, case: Case, form: ClosureForm, *, status: int = 200, **more: object
) -> HttpResponse:
    templates = text_templates(case, (AnswerTemplate.Use.CLOSING,))
    context = {"form": form, "templates": templates, **more}
    return piece(request, case, "_closure_form", context, title=_("Settle"), status=status)


def _with_template(request: StaffRequest, case: Case) -> ClosureForm:
    wanted = request.POST.get("template", "")
    rows = text_templates(case, (AnswerTemplate.Use.CLOSING,))
    found = next((row for row in rows if str(row.pk) == wanted), None)
    text = request.POST.get("text", "")
    if found is not None:
        text = f"{text}\n\n{filled(said(found.bodies, case.language), case=case)}".strip()
    return ClosureForm(initial={**request.POST.dict(), "text": text})


def _ending(request: StaffRequest, form: ClosureForm) -> actions.Ending | None:
    """Read the ending, with the other matter of a duplicate found through the person."""
    given = form.cleaned_data
    duplicate_of = None
    if given["end_state"] == Case.EndState.DUPLICATE:
        duplicate_of = other_case(request, given["duplicate_of"])
        if duplicate_of is None:
            form.add_error("duplicate_of", _("There is no such matter that you can see. Check the number."))
            return None
    return actions.Ending(
        end_state=Case.EndState(given["end_state"]),
        text=given["text"],
        passed_to=given["passed_to"] if given["end_state"] == Case.EndState.NOT_OURS else "",
        duplicate_of=duplicate_of.pk if duplicate_of else None,
    )


def other_case(request: StaffRequest, number: str) -> Case | None:
    """Find another matter by what somebody typed as its number, among those that the person may see."""
    try:
        plain = parse(number)
    except NotANumber:
        return None
    return Case.objects.visible_to(request.person).filter(number=plain).first()


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def extension(request: StaffRequest, number: str) -> HttpResponse:
    """Show which date an extension leads to, and extend with a reason that the resident reads, or ask whether we may."""
    case = handled_case(request, number)
    form = ExtensionForm(request.POST or None)
    staff, at = request.person.staff, now()
    status = 200
    if request.method == "POST":
        if form.is_valid() and succeeds(form, lambda: _extend(case, form, by=staff, at=at)):
            is_asked = form.cleaned_data["consent"] == ASK
            said = _("The resident is being asked.") if is_asked else _("Extended. The resident is being told why.")
            return done(request, case, said)
        status = 422
    context: dict[str, object] = {
        "form": form,
        "move": _move(case),
        "used": Extension.objects.filter(case=case).count(),
        "most": MAX_EXTENSIONS,
        "asked": ExtensionConsent.objects.asked_for(case).first(),
    }
    return piece(request, case, "_extension_form", context, title=_("Extend the deadline"), status=status)


def _extend(case: Case, form: ExtensionForm, *, by: Staff, at: datetime) -> Case:
    reason, consent = form.cleaned_data["text"], form.cleaned_data["consent"]
    if consent == ASK:
        return actions.ask_consent(case=case, reason=reason, by=by, at=at)
    return actions.extend(case=case, reason=reason, by=by, at=at, consent=consent)


def _move(case: Case) -> actions.Move | None:
    """Give where the next extension leads to; None where there is none."""
    try:
        return actions.Move.of(case)
    except (NoDeadline, ExtendedTwice):
        return None


@require_http_methods(["GET", "POST"])
@allow("cases.handle")
def reopening(request: StaffRequest, number: str) -> HttpResponse:
    """Open a settled matter again, with the reason."""
    case = handled_case(request, number)
    form = ReasonForm(request.POST or None)
    staff, at = request.person.staff, now()
    status = 200
    if request.method == "POST":
        if form.is_valid() and succeeds(
            form, lambda: actions.reopen(case=case, reason=form.cleaned_data["text"], by=staff, at=at)
        ):
            return done(request, case, _("Open again, with a new promise."))
        status = 422
    return piece(request, case, "_reopening_form", {"form": form}, title=_("Reopen"), status=status)
