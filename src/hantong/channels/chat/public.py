"""The residents' side: the page to begin on, and the talk's own page behind its secret."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import open_to_all
from hantong.cases.rule_book import NoRoute
from hantong.channels.chat import actions
from hantong.channels.chat.files import file_of
from hantong.channels.chat.forms import LeaveForm, MailForm, SayForm, StartForm
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.queries import is_anybody_there
from hantong.channels.chat.showing import room_context
from hantong.channels.chat.tokens import is_token, talk_token
from hantong.channels.chat.transcript import transcript as transcript_text
from hantong.contacts import limits
from hantong.contacts.actions import count_attempt
from hantong.contacts.models import Contact
from hantong.contacts.offered import root
from hantong.contacts.seal import new_seal, opened
from hantong.contacts.views.files import handed_out
from hantong.kit.errors import Refused

TALKS_PER_ADDRESS = 10
Answer = TypeVar("Answer", bound=HttpResponseBase)


def _private(answer: Answer) -> Answer:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Chat") == "1"


@open_to_all
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the first words, and begin."""
    if request.method == "POST":
        return _begin(request, StartForm(request.POST.copy()), at=now())
    at = now()
    return _start_page(request, StartForm(initial={"seal": new_seal(at=at)}), at=at)


def _start_page(
    request: HttpRequest, form: StartForm, *, at: datetime, status: int = 200, again_at: datetime | None = None
) -> HttpResponse:
    where = form.where() if form.is_bound and hasattr(form, "cleaned_data") else root()
    context = {"form": form, "is_there": is_anybody_there(where, at=at), "again_at": again_at, "now": at}
    return _private(render(request, "chat/start.html", context, status=status))


def _begin(request: HttpRequest, form: StartForm, *, at: datetime) -> HttpResponse:
    is_sound = form.is_valid()
    seal = opened(str(form.data.get("seal", "")))
    if seal is None:
        form.data["seal"] = new_seal(at=at)  # type: ignore[index]
        form.add_error(None, _("This form was open for very long or came from elsewhere. Please send it once more."))
    elif (at - seal.shown_at).total_seconds() < limits.SHORTEST_FILL_S:
        form.add_error(None, _("That was faster than people type. Please look it over and send it once more."))
    if not is_sound or form.errors or seal is None:
        return _start_page(request, form, at=at, status=422)
    if not Talk.objects.filter(pk=seal.id).exists():
        who = limits.address_of(request.META)
        again_at = count_attempt(what="chat", who=who, most=TALKS_PER_ADDRESS, within=limits.REPORTS_WITHIN, at=at)
        if again_at is not None:
            return _start_page(request, form, at=at, status=429, again_at=again_at)
    return _begun(request, form, seal.id, at=at)


def _begun(request: HttpRequest, form: StartForm, key: UUID, *, at: datetime) -> HttpResponse:
    cleaned = form.cleaned_data
    beginning = actions.Beginning(
        id=key,
        text=cleaned["text"],
        jurisdiction=form.where(),
        language=get_language() or "ko",
        name=cleaned["name"],
    )
    try:
        talk = actions.begin(beginning=beginning, at=at)
        is_left = not talk.is_over and request.POST.get("leave")
        if is_left:
            ways = {name: cleaned[name] for name in ("email", "phone", "name")}
            actions.leave_in_writing(talk=talk, text="", **ways, at=at)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _start_page(request, form, at=at, status=409)
    except NoRoute:
        form.add_error("jurisdiction", _("Nobody is in charge of this there. Please choose another city or county."))
        return _start_page(request, form, at=at, status=422)
    return _private(redirect("chat:room", talk.pk, talk_token(talk.pk, secret=settings.SECRET_KEY)))


def _talk(key: UUID, token: str) -> Talk:
    found = Talk.objects.select_related("case").filter(pk=key).first()
    if found is None or not is_token(token, key, secret=settings.SECRET_KEY):
        raise Http404
    return found


@open_to_all
@require_GET
def room(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Show the talk."""
    talk, at = _talk(key, token), now()
    actions.note_seen(talk=talk, at=at)
    return _room_page(request, talk, token, at=at)


def _room_page(
    request: HttpRequest, talk: Talk, token: str, *, at: datetime, status: int = 200, **forms: object
) -> HttpResponse:
    if not talk.is_over:
        request.live_topics = (f"chat:{talk.pk}",)  # type: ignore[attr-defined]
    context = {
        **room_context(talk, token, at=at),
        "say_form": SayForm(),
        "leave_form": LeaveForm(),
        "mail_form": MailForm(),
        "is_watching": "watch" in request.GET,
        **forms,
    }
    return _private(render(request, "chat/room.html", context, status=status))


@open_to_all
@require_GET
def lines(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Give how things stand and the lines after `after`, for a page that has the others."""
    talk, at = _talk(key, token), now()
    actions.note_seen(talk=talk, at=at)
    return _piece(request, talk, token, at=at)


def _piece(request: HttpRequest, talk: Talk, token: str, *, at: datetime, trouble: str = "") -> HttpResponse:
    asked = request.POST.get("after") or request.GET.get("after") or "0"
    after = int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    context = {**room_context(talk, token, at=at, after=after), "trouble": trouble}
    return _private(render(request, "chat/_piece.html", context, status=409 if trouble else 200))


Act = Callable[[Talk, datetime], object]


def _act(request: HttpRequest, key: UUID, token: str, act: Act) -> HttpResponse:
    """Do one thing in the talk; what is refused is said beside it, and nothing typed is lost."""
    talk, at, trouble = _talk(key, token), now(), ""
    try:
        act(talk, at)
    except Refused as refused:
        trouble = str(refused)
    except NoRoute:
        trouble = _("Nobody is in charge of this there. Please call us instead.")
    if _is_by_script(request):
        return _piece(request, _talk(key, token), token, at=at, trouble=trouble)
    if trouble:
        messages.error(request, trouble)
        return _room_page(request, _talk(key, token), token, at=at, status=409, say_form=SayForm(request.POST))
    return _private(redirect("chat:room", key, token))


@open_to_all
@require_POST
def say(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Add a line of the resident."""
    form = SayForm(request.POST, request.FILES)
    return _act(request, key, token, lambda talk, at: actions.say(talk=talk, **form.said(), by=None, at=at))


@open_to_all
@require_POST
def typing(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Show the counsellor that the resident is writing."""
    actions.note_typing(talk=_talk(key, token), by=None, at=now())
    return HttpResponse(status=204)


@open_to_all
@require_POST
def leave(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Leave it in writing, to be answered by e-mail or a call."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _room_page(request, _talk(key, token), token, at=now(), status=422, leave_form=form)
    cleaned = form.cleaned_data
    ways = {name: cleaned[name] for name in ("email", "phone", "name")}
    return _act(
        request,
        key,
        token,
        lambda talk, at: actions.leave_in_writing(talk=talk, text=cleaned["more"], **ways, at=at),
    )


@open_to_all
@require_POST
def end(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """End the talk; whoever still waits gives it up."""
    by = Talk.EndedBy.RESIDENT

    def act(talk: Talk, at: datetime) -> object:
        outcome = Contact.Outcome.GAVE_UP if talk.state == Talk.State.WAITING else None
        return actions.end(talk=talk, ended_by=by, by=None, outcome=outcome, at=at)

    return _act(request, key, token, act)


@open_to_all
@require_GET
def file(request: HttpRequest, key: UUID, token: str, n: int, at: int) -> HttpResponseBase:
    """Give a file of a line; `?small` gives its small picture."""
    return _private(handed_out(file_of(_talk(key, token), n=n, at=at), is_small="small" in request.GET))


@open_to_all
@require_GET
def transcript(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Give the whole talk as a text file."""
    talk = _talk(key, token)
    text = transcript_text(talk, Line.objects.filter(talk=talk).order_by("n"))
    answer = HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hantong-{talk.started_at:%Y%m%d-%H%M}.txt"'
    return _private(answer)


@open_to_all
@require_POST
def send(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Send the transcript by e-mail."""
    form = MailForm(request.POST)
    if not form.is_valid():
        return _room_page(request, _talk(key, token), token, at=now(), status=422, mail_form=form)

    def act(talk: Talk, at: datetime) -> None:
        actions.ask_for_transcript(talk=talk, email=form.cleaned_data["to"], at=at)
        messages.success(request, _("The transcript is on its way."))

    return _act(request, key, token, act)
