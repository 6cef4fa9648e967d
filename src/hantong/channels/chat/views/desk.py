"""The counsellors' side: who waits, several talks at once, and what comes of each."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.access.models import Staff
from hantong.cases.models import AnswerTemplate, Case
from hantong.cases.number import NotANumber, parse
from hantong.cases.rule_book import NoRoute
from hantong.channels.chat import actions
from hantong.channels.chat.forms import DutyForm, JoinForm, MatterForm, OutcomeForm, SayForm
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.queries import colleagues
from hantong.channels.chat.showing import lines_of, row_of
from hantong.contacts.models import Contact
from hantong.contacts.placeholders import fill
from hantong.kit.errors import Refused
from hantong.kit.ids import new_id
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest

MOST_WAITING = 50


def _list_context(request: StaffRequest, *, at: datetime) -> dict[str, object]:
    """Give the left side: who waits, what is offered to me, my talks; two statements however many there are."""
    staff = request.person.staff
    duty = actions.note_there(by=staff, at=at)
    going_on = Talk.objects.visible_to(request.person).exclude(state=Talk.State.ENDED)
    talks = list(going_on.select_related("staff", "case", "jurisdiction").order_by("started_at")[: 4 * MOST_WAITING])
    offered = [talk for talk in talks if talk.is_offered_to(staff.pk, at)]
    firsts = Line.objects.filter(talk__in=[talk.pk for talk in talks], n=1).values_list("talk_id", "text")
    first = dict(firsts)
    rows = {talk.pk: {**row_of(talk), "first": first.get(talk.pk, "")[:120]} for talk in talks}
    waiting = [talk for talk in talks if talk.state == Talk.State.WAITING]
    mine = [talk for talk in talks if talk.staff_id == staff.pk]
    return {
        "duty": duty,
        "waiting": [rows[talk.pk] for talk in waiting[:MOST_WAITING]],
        "waiting_count": len(waiting),
        "unread_count": sum(talk.unread for talk in mine),
        "offered": [rows[talk.pk] for talk in offered],
        "mine": [rows[talk.pk] for talk in mine],
        "now": at,
    }


@allow("contacts.take")
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """Show who waits and which talks are mine."""
    at = now()
    request.live_topics = ("chatdesk",)  # type: ignore[attr-defined]
    context = {**_list_context(request, at=at), "duty_form": DutyForm()}
    return render(request, "chat/desk.html", context)


@allow("contacts.take")
@require_GET
def desk_list(request: StaffRequest) -> HttpResponse:
    """Give the left side alone; asked for it, a page says that its counsellor is there."""
    context = _list_context(request, at=now())
    current = request.GET.get("current", "")
    return render(request, "chat/_desk_list.html", {**context, "current": current[:40]})


@allow("contacts.take")
@require_POST
def duty(request: StaffRequest) -> HttpResponse:
    """Come to the chat, or leave it."""
    if request.POST.get("leave"):
        actions.leave_duty(by=request.person.staff, at=now())
        return redirect("chat:desk")
    form = DutyForm(request.POST)
    if not form.is_valid():
        context = {**_list_context(request, at=now()), "duty_form": form}
        return render(request, "chat/desk.html", context, status=422)
    actions.go_on_duty(person=request.person, most=form.cleaned_data["most"], at=now())
    return redirect("chat:desk")


def talk_seen(request: StaffRequest, key: UUID) -> Talk:
    """Give a talk that the person may see. Raises Http404."""
    seen = Talk.objects.visible_to(request.person).select_related("case", "staff", "offered_to", "jurisdiction")
    return get_object_or_404(seen, pk=key)


@allow("contacts.take")
@require_GET
def talk(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show one talk beside the others."""
    return _talk_page(request, talk_seen(request, key))


def _talk_page(request: StaffRequest, found: Talk, *, status: int = 200, **forms: object) -> HttpResponse:
    at = now()
    request.live_topics = ("chatdesk", f"chat:{found.pk}")  # type: ignore[attr-defined]
    is_mine = found.staff_id == request.person.staff.pk and not found.is_over
    template = request.GET.get("template", "")
    texts = _texts(found) if is_mine else []
    typed = next((each["text"] for each in texts if each["key"] == template), "")
    context = {
        **_list_context(request, at=at),
        **_lines_context(request, found, at=at),
        "current": str(found.pk),
        "say_form": SayForm(initial={"text": typed}),
        "texts": texts,
        "colleagues": colleagues(found, at=at) if is_mine else [],
        "matter_form": MatterForm(),
        "join_form": JoinForm(),
        "outcome_form": OutcomeForm(),
        "duty_form": DutyForm(),
        **forms,
    }
    return render(request, "chat/talk.html", context, status=status)


def _lines_context(request: StaffRequest, found: Talk, *, at: datetime, trouble: str = "") -> dict[str, object]:
    staff = request.person.staff
    actions.note_read(talk=found, by=staff, at=at)
    return {
        **row_of(found),
        "rows": lines_of(found),
        "is_mine": found.staff_id == staff.pk and not found.is_over,
        "is_offered": found.is_offered_to(staff.pk, at),
        "is_typing": found.is_resident_typing(at),
        "next": new_id(),
        "trouble": trouble,
        "now": at,
    }


def _texts(found: Talk) -> list[dict[str, str]]:
    """Give the text templates that hold there, filled in as far as a talk knows."""
    path = directory().ancestors[found.jurisdiction_id]
    rows = AnswerTemplate.objects.filter(is_active=True, use=AnswerTemplate.Use.ANSWER)
    held = [row for row in rows if row.jurisdiction_id is None or row.jurisdiction_id in path]
    values = {"name": found.name, "number": str(found.case) if found.case else ""}
    return [
        {"key": str(row.pk), "name": row.name, "text": fill(said(row.bodies, found.page_language), values)}
        for row in sorted(held, key=str)
    ]


@allow("contacts.take")
@require_GET
def talk_lines(request: StaffRequest, key: UUID) -> HttpResponse:
    """Give the lines alone."""
    return render(request, "chat/_talk_lines.html", _lines_context(request, talk_seen(request, key), at=now()))


Act = Callable[[Talk, Staff, datetime], object]


def _act(request: StaffRequest, key: UUID, act: Act, *, done: str = "") -> HttpResponse:
    """Do one thing and go back to the talk; what is refused is said there."""
    try:
        act(talk_seen(request, key), request.person.staff, now())
    except Refused as refused:
        messages.error(request, str(refused))
    except NoRoute:
        messages.error(request, _("Nobody is in charge of this there. Choose a service."))
    else:
        if done:
            messages.success(request, done)
    return redirect("chat:talk", key)


@allow("contacts.take")
@require_POST
def say(request: StaffRequest, key: UUID) -> HttpResponse:
    """Add a line of the counsellor."""
    form, found, trouble = SayForm(request.POST, request.FILES), talk_seen(request, key), ""
    try:
        actions.say(talk=found, **form.said(), by=request.person.staff, at=now())
    except Refused as refused:
        trouble = str(refused)
    if request.htmx:
        context = _lines_context(request, talk_seen(request, key), at=now(), trouble=trouble)
        return render(request, "chat/_talk_lines.html", context)
    if trouble:
        form.add_error(None, trouble)
        return _talk_page(request, found, status=409, say_form=form)
    return redirect("chat:talk", key)


@allow("contacts.take")
@require_POST
def typing(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show the resident that the counsellor is writing."""
    actions.note_typing(talk=talk_seen(request, key), by=request.person.staff, at=now())
    return HttpResponse(status=204)


@allow("contacts.take")
@require_POST
def accept(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take a talk that waits, or that a colleague offers."""
    return _act(request, key, lambda found, staff, at: actions.accept(talk=found, by=staff, at=at))


@allow("contacts.take")
@require_POST
def offer(request: StaffRequest, key: UUID) -> HttpResponse:
    """Ask a colleague to go on."""

    def act(found: Talk, staff: Staff, at: datetime) -> object:
        there = {str(each.pk): each for each in colleagues(found, at=at)}
        chosen = there.get(request.POST.get("to", ""))
        return actions.offer(talk=found, to=chosen or staff, by=staff, at=at)

    return _act(request, key, act, done=_("Your colleague has been asked. Until they accept, it stays with you."))


@allow("contacts.take")
@require_POST
def decline(request: StaffRequest, key: UUID) -> HttpResponse:
    """Leave a talk with the colleague who offered it, or take an offer back."""
    return _act(request, key, lambda found, staff, at: actions.decline_offer(talk=found, by=staff, at=at))


@allow("contacts.take")
@require_POST
def matter(request: StaffRequest, key: UUID) -> HttpResponse:
    """Make a matter of a talk."""
    form = MatterForm(request.POST)
    if not form.is_valid():
        return _talk_page(request, talk_seen(request, key), status=422, matter_form=form)
    what = {"service": form.chosen(), "title": form.cleaned_data["title"]}
    return _act(
        request,
        key,
        lambda found, staff, at: actions.open_matter(talk=found, person=request.person, **what, at=at),
    )


@allow("contacts.take")
@require_POST
def join(request: StaffRequest, key: UUID) -> HttpResponse:
    """Add a talk to a matter that exists."""
    found, form = talk_seen(request, key), JoinForm(request.POST)
    case = _case_named(request, form.cleaned_data["number"]) if form.is_valid() else None
    if case is None:
        form.add_error("number", _("There is no such matter that you may see."))
        return _talk_page(request, found, status=422, join_form=form)
    return _act(
        request,
        key,
        lambda held, staff, at: actions.join_matter(talk=held, case=case, person=request.person, at=at),
    )


def _case_named(request: StaffRequest, number: str) -> Case | None:
    try:
        plain = parse(number)
    except NotANumber:
        return None
    return Case.objects.visible_to(request.person).select_related("resident").filter(number=plain).first()


@allow("contacts.take")
@require_POST
def end(request: StaffRequest, key: UUID) -> HttpResponse:
    """End a talk with what came of it."""
    found, form = talk_seen(request, key), OutcomeForm(request.POST)
    if found.case_id is None and not form.is_valid():
        return _talk_page(request, found, status=422, outcome_form=form)
    cleaned = form.cleaned_data if found.case_id is None else {}
    outcome = Contact.Outcome(cleaned["outcome"]) if cleaned else None
    return _act(
        request,
        key,
        lambda held, staff, at: actions.end(
            talk=held,
            ended_by=Talk.EndedBy.STAFF,
            by=staff,
            outcome=outcome,
            passed_to=cleaned.get("passed_to", ""),
            at=at,
        ),
    )
