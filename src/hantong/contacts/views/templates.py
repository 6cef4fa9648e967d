"""Text templates: what residents are told at each step, and the texts that staff answer with."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.cases.models import AnswerTemplate
from hantong.contacts.actions import save_answer_template, save_notice_template
from hantong.contacts.channel import ChannelError, Outgoing
from hantong.contacts.languages import PAGE_LANGUAGES
from hantong.contacts.mail import send_mail
from hantong.contacts.models import NoticeTemplate
from hantong.contacts.notice_texts import OCCASIONS
from hantong.contacts.placeholders import ANSWER_PLACEHOLDERS, fill
from hantong.contacts.template_forms import LANGUAGES, AnswerForm, NoticeForm, example_values
from hantong.kit.errors import Refused
from hantong.kit.ids import new_id
from hantong.offices.request import StaffRequest


@allow("templates.edit")
@require_GET
def templates(request: StaffRequest) -> HttpResponse:
    """Show every occasion with its text, and the texts for answers."""
    own = set(NoticeTemplate.objects.filter(jurisdiction=_own_office(request)).values_list("occasion", flat=True))
    answers = AnswerTemplate.objects.order_by("use", "code")
    context = {
        "notices": [(code, occasion.label, code in own) for code, occasion in OCCASIONS.items()],
        "answers": [each for each in answers if _is_mine(request, each.jurisdiction_id)],
    }
    return render(request, "contacts/template_list.html", context)


def _own_office(request: StaffRequest) -> UUID | None:
    """Give the jurisdiction whose texts this person edits: where they have the capability."""
    post = next((post for post in request.person.posts if "templates.edit" in post.capabilities), None)
    return post.jurisdiction if post else None


def _is_mine(request: StaffRequest, jurisdiction: UUID | None) -> bool:
    reach = request.person.reach("templates.edit")
    return reach.is_everything or jurisdiction in reach.jurisdictions


@allow("templates.edit")
@require_http_methods(["GET", "POST"])
def notice(request: StaffRequest, occasion: str) -> HttpResponse:
    """Show or change what residents are told on an occasion."""
    if occasion not in OCCASIONS:
        raise Http404
    office = _own_office(request)
    row = NoticeTemplate.objects.filter(occasion=occasion, jurisdiction=office).first()
    form = NoticeForm(request.POST or None, initial=NoticeForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            save_notice_template(
                occasion=occasion,
                jurisdiction=office,
                subjects=form.texts("subject"),
                bodies=form.texts("body"),
                by=request.person.staff,
                at=now(),
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Saved. It is used from the next message on."))
            return redirect("contacts:notice", occasion)
    context = {"occasion": OCCASIONS[occasion], "code": occasion, "form": form, **_notice_preview(occasion, form)}
    return render(request, "contacts/notice_template.html", context, status=422 if form.errors else 200)


def _previews(occasion: str, form: NoticeForm) -> list[tuple[str, str, str, str]]:
    """Give language, its name, subject and body, filled with invented values."""
    built_in = OCCASIONS[occasion]
    previews = []
    for language, label in LANGUAGES:
        values = example_values(language)
        subject = form.current(f"subject_{language}") or built_in.subjects[language]
        body = form.current(f"body_{language}") or built_in.bodies[language]
        previews.append((language, label, fill(subject, values), fill(body, values)))
    return previews


def _notice_preview(occasion: str, form: NoticeForm) -> dict[str, object]:
    built_in = OCCASIONS[occasion]
    return {"previews": _previews(occasion, form), "built_in": built_in, "placeholders": built_in.placeholders}


@allow("templates.edit")
@require_POST
def notice_preview(request: StaffRequest, occasion: str) -> HttpResponse:
    """Show what the texts being written would say."""
    if occasion not in OCCASIONS:
        raise Http404
    return render(request, "contacts/_preview.html", _notice_preview(occasion, NoticeForm(request.POST)))


@allow("templates.edit")
@require_POST
def notice_trial(request: StaffRequest, occasion: str) -> HttpResponse:
    """Send the texts being written, with invented values, to oneself; nothing is saved by it."""
    if occasion not in OCCASIONS:
        raise Http404
    form = NoticeForm(request.POST)
    page = {"occasion": OCCASIONS[occasion], "code": occasion, "form": form, **_notice_preview(occasion, form)}
    texts = {language: (subject, body) for language, _label, subject, body in _previews(occasion, form)}
    language = request.POST.get("language", "")
    if language not in texts:
        raise Http404
    subject, body = texts[language]
    outgoing = Outgoing(
        key=f"trial:{new_id()}",
        recipient=request.person.staff.email,
        subject=subject,
        body=body,
        language=language,
    )
    try:
        send_mail(outgoing, at=now())
    except ChannelError as error:
        messages.error(request, _("The mail server did not take it: %(reason)s") % {"reason": error.reason})
    else:
        messages.success(request, _("Sent to %(address)s.") % {"address": outgoing.recipient})
    return render(request, "contacts/notice_template.html", page)


@allow("templates.edit")
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, key: UUID | None = None) -> HttpResponse:
    """Show, make or change a text that staff answer with."""
    if key is None:
        template = AnswerTemplate(jurisdiction_id=_own_office(request))
    else:
        template = get_object_or_404(AnswerTemplate, pk=key)
        if not _is_mine(request, template.jurisdiction_id):
            raise Http404
    form = AnswerForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            save_answer_template(template=form.filled(template), by=request.person.staff, at=now())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("contacts:templates")
    context = {"form": form, "template": template, **_answer_preview(form)}
    return render(request, "contacts/answer_template.html", context, status=422 if form.errors else 200)


def _answer_preview(form: AnswerForm) -> dict[str, object]:
    previews = [
        (language, label, "", fill(text, example_values(language)))
        for language, label in LANGUAGES
        if (text := form.current(f"body_{language}")) or language in PAGE_LANGUAGES
    ]
    return {"previews": previews, "placeholders": ANSWER_PLACEHOLDERS}


@allow("templates.edit")
@require_POST
def answer_preview(request: StaffRequest) -> HttpResponse:
    """Show what the text being written would say."""
    return render(
        request, "contacts/_preview.html", _answer_preview(AnswerForm(request.POST, template=AnswerTemplate()))
    )
