"""Answers on the page of a matter: drafted, previewed, sent now or later, and taken back in time."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hantong.access.doors import allow
from hantong.cases import actions
from hantong.cases.act_forms import AnswerForm
from hantong.cases.case_page import answering, drafts_of, text_templates
from hantong.cases.models import Case, History, PendingAnswer
from hantong.cases.refusals import StaleSave
from hantong.cases.resident_words import filled, language_of, notice
from hantong.cases.sentences import sentences
from hantong.cases.views._common import done, handled_case, piece, succeeds
from hantong.kit.words import said
from hantong.offices.request import StaffRequest
from hantong.shell.moments import moment_text


@require_POST
@allow("cases.handle")
def answers(request: StaffRequest, number: str) -> HttpResponse:
    """Fill a template in, show what the resident will get, throw the draft away, or send it."""
    case, form = handled_case(request, number), AnswerForm(request.POST)
    step = request.POST.get("do", "send")
    if step == "drop":
        actions.drop_draft(case=case, by=request.person.staff, at=now())
        return done(request, case, _("The draft is thrown away."), written="answer")
    if not form.is_valid():
        return _answer_form(request, case, form, status=422)
    text = str(form.cleaned_data["text"])
    if step == "fill":
        return _filled(request, case, form, text)
    if step == "preview":
        return _answer_form(request, case, form, preview=notice("answered", case=case, text=text))
    return _sent(request, case, form, text)


def _sent(request: StaffRequest, case: Case, form: AnswerForm, text: str) -> HttpResponse:
    at, made = now(), list[PendingAnswer]()

    def send() -> None:
        pending = actions.queue_answer(
            case=case,
            text=text,
            way=form.cleaned_data["way"],
            send_at=form.cleaned_data["send_at"],
            by=request.person.staff,
            at=at,
            seen=_seen(request),
        )
        made.append(pending)

    try:
        is_sent = succeeds(form, send)
    except StaleSave:
        return _answer_form(request, case, form, status=409, news=_since(request, case))
    if not is_sent:
        return _answer_form(request, case, form, status=409)
    undo = reverse("cases:taking_back", args=[case.number, made[0].pk])
    return done(request, case, _words(made[0], at), written="answer", undo=undo)


def _words(pending: PendingAnswer, at: datetime) -> str:
    if pending.is_scheduled:
        return _("The answer will be sent: %(when)s") % {"when": moment_text(pending.send_at, now=at)}
    return _("The answer is on its way to the resident.")


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
    body = filled(said(found.bodies, language_of(case)), case=case)
    whole = f"{text.rstrip()}\n\n{body}" if text.strip() else body
    kept = {"text": whole, "way": form.cleaned_data["way"], "send_at": form.cleaned_data["send_at"]}
    return _answer_form(request, case, AnswerForm(initial=kept))


def _answer_form(
    request: StaffRequest, case: Case, form: AnswerForm, *, status: int = 200, **more: object
) -> HttpResponse:
    draft, _others = drafts_of(case, request.person)
    context = {**answering(case, draft, form), **more}
    context["seen"] = Case.objects.values_list("n", flat=True).get(pk=case.pk)
    return piece(request, case, "_answer_form", context, title=_("Answer"), status=status)


@require_POST
@allow("cases.handle")
def draft(request: StaffRequest, number: str) -> HttpResponse:
    """Keep what is being written."""
    case, form = handled_case(request, number), AnswerForm(request.POST)
    form.is_valid()
    text, way = request.POST.get("answer-text", "")[:10_000], str(form.cleaned_data.get("way") or "")
    actions.save_draft(case=case, text=text, way=way, by=request.person.staff, at=now())
    return HttpResponse(status=204)


@require_POST
@allow("cases.handle")
def taking_back(request: StaffRequest, number: str, key: UUID) -> HttpResponse:
    """Take an answer back before it has gone."""
    case = handled_case(request, number)
    pending = get_object_or_404(PendingAnswer, pk=key, case=case)
    actions.take_back_answer(pending=pending, by=request.person.staff, at=now())
    return done(request, case, _("Taken back. Nothing was sent; your words are in the draft."))
