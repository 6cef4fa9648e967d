"""Words to and fro: answers, notes, questions, and going on without an answer."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.act_forms import AnswerForm, NoteForm, QuestionForm
from hantong.cases.case_page import text_templates
from hantong.cases.models import Case, History
from hantong.cases.refusals import StaleSave
from hantong.cases.resident_words import filled, notice
from hantong.cases.sentences import sentences
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.kit.words import said
from hantong.offices.request import StaffRequest


@require_POST
@allow("cases.handle")
def answers(request: StaffRequest, number: str) -> HttpResponse:
    """Fill a template in, show what the resident will get, or send it."""
    case, form = handled_case(request, number), AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_form(request, case, form, status=422)
    text = str(form.cleaned_data["text"])
    step = request.POST.get("do", "send")
    if step == "fill":
        return _filled(request, case, form, text)
    if step == "preview":
        return _answer_form(request, case, form, preview=notice("answered", case=case, text=text))
    return _sent(request, case, form, text)


def _sent(request: StaffRequest, case: Case, form: AnswerForm, text: str) -> HttpResponse:
    try:
        is_sent = succeeds(
            form,
            lambda: actions.answer(case=case, text=text, by=request.person.staff, at=now(), seen=_seen(request)),
        )
    except StaleSave:
        return _answer_form(request, case, form, status=409, news=_since(request, case))
    if not is_sent:
        return _answer_form(request, case, form, status=409)
    return done(request, case, _("The answer is on its way to the resident."), written="answer")


def _seen(request: StaffRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


def _since(request: StaffRequest, case: Case) -> object:
    rows = History.objects.filter(case=case, n__gt=_seen(request) or 0).select_related("by").order_by("n")
    return sentences(rows, resident=_("Resident"), now=now())


def _filled(request: StaffRequest, case: Case, form: AnswerForm, text: str) -> HttpResponse:
    wanted = form.cleaned_data.get("template")
    found = next((row for row in text_templates(case, ("answer",)) if row.pk == wanted), None)
    if found is None:
        form.add_error("template", _("Choose a template first."))
        return _answer_form(request, case, form, status=422)
    body = filled(said(found.bodies, case.language), case=case)
    whole = f"{text.rstrip()}\n\n{body}" if text.strip() else body
    return _answer_form(request, case, AnswerForm(initial={"text": whole}))


def _answer_form(
    request: StaffRequest, case: Case, form: AnswerForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"answer_form": form, "templates": text_templates(case, ("answer",)), **more}
    context["seen"] = Case.objects.values_list("n", flat=True).get(pk=case.pk)
    return piece(request, case, "_answer_form", context, title=_("Answer"), status=status)


@require_POST
@allow("cases.handle")
def notes(request: StaffRequest, number: str) -> HttpResponse:
    """Write something for colleagues."""
    case, form = handled_case(request, number), NoteForm(request.POST)
    at, staff = now(), request.person.staff
    if form.is_valid() and succeeds(
        form, lambda: actions.note(case=case, text=form.cleaned_data["text"], by=staff, at=at)
    ):
        return done(request, case, _("Noted. Only colleagues see it."), written="note")
    return piece(request, case, "_note_form", {"note_form": form}, title=_("Internal note"), status=422)


@require_POST
@allow("cases.handle")
def questions(request: StaffRequest, number: str) -> HttpResponse:
    """Ask the resident something; the clock stands still until they answer."""
    case, form = handled_case(request, number), QuestionForm(request.POST)
    at, staff = now(), request.person.staff
    if form.is_valid() and succeeds(
        form, lambda: actions.ask(case=case, question=form.cleaned_data["text"], by=staff, at=at)
    ):
        return done(request, case, _("The resident is being asked. The clock stands still."), written="question")
    context: dict[str, object] = {"question_form": form}
    return piece(request, case, "_question_form", context, title=_("Ask the resident"), status=422)


@require_POST
@allow("cases.handle")
def resumption(request: StaffRequest, number: str) -> HttpResponse:
    """Go on without the resident's answer."""
    case = handled_case(request, number)
    actions.resume(case=case, by=request.person.staff, at=now())
    return done(request, case, _("The clock runs again."))
