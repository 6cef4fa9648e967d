"""The page on which a resident follows their matter, with its number and its secret and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access.doors import open_to_all
from hantong.cases.actions import Ending, answer_consent, close, reopen
from hantong.cases.models import Attachment, Case, ExtensionConsent, Pause
from hantong.cases.terms import REOPEN_WITHIN
from hantong.contacts import limits
from hantong.contacts.actions import count_attempt, judge, receive, wait_of
from hantong.contacts.channel import Arrival, Upload
from hantong.contacts.forms import ConsentForm, FindForm, ReopeningForm, VerdictForm, WithdrawalForm, WordsForm
from hantong.contacts.models import Verdict
from hantong.contacts.seal import new_seal, opened
from hantong.contacts.story import story_of
from hantong.contacts.tracked import token_of, tracked
from hantong.contacts.views.files import download, thumbnail
from hantong.kit.errors import Refused
from hantong.kit.ids import new_id
from hantong.offices.directory import directory

KEY = "web"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def _private(answer: Answer) -> Answer:
    """Keep the page out of caches, search engines and the addresses that other sites see."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer" if answer.status_code == 404 else "same-origin"
    return answer


def _tries(request: HttpRequest, number: str, *, at: datetime) -> datetime | None:
    """Count a wrong try; past the limits give the moment at which another is allowed."""
    digits = "".join(letter for letter in number if letter.isdecimal())[:12]
    most = (
        ("track-number", digits, limits.TRIES_PER_NUMBER),
        ("track-address", limits.address_of(request.META), limits.TRIES_PER_ADDRESS),
    )
    waits = [
        count_attempt(what=what, who=who, most=allowed, within=limits.TRIES_WITHIN, at=at)
        for what, who, allowed in most
    ]
    return max((wait for wait in waits if wait), default=None)


def _is_shut_out(request: HttpRequest, *, at: datetime) -> datetime | None:
    """Give the moment at which this address may try again.

    A right secret is let in however often others have tried that number: nobody can lock a resident out.
    """
    who = limits.address_of(request.META)
    return wait_of(what="track-address", who=who, most=limits.TRIES_PER_ADDRESS, at=at)


@open_to_all
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret, and go to the matter."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case, refusal = _look_up(request, form.cleaned_data["number"], form.cleaned_data["token"], form=form)
        if case is not None:
            return _private(redirect("track:case", case.number, token_of(case)))
        return refusal
    return _private(_find_page(request, form, status=422 if form.is_bound else 200))


def _find_page(request: HttpRequest, form: FindForm, *, status: int, again_at: datetime | None = None) -> HttpResponse:
    context = {"form": form, "again_at": again_at, "now": now()}
    return render(request, "contacts/track_find.html", context, status=status)


def _look_up(
    request: HttpRequest, number: str, token: str, *, form: FindForm | None = None
) -> tuple[Case | None, HttpResponse]:
    """Give the matter, or the page that says that there is none; too many wrong tries shut both doors for a while."""
    at = now()
    form = form or FindForm(initial={"number": number})
    again_at = _is_shut_out(request, at=at)
    if again_at is not None:
        return None, _private(_find_page(request, form, status=429, again_at=again_at))
    case = tracked(number, token)
    if case is not None:
        return case, HttpResponse()
    again_at = _tries(request, number, at=at)
    if again_at is not None:
        return None, _private(_find_page(request, form, status=429, again_at=again_at))
    messages.error(request, _("There is no matter with this number and secret. Please compare them with your receipt."))
    return None, _private(_find_page(request, form, status=404))


@open_to_all
@require_GET
def case(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Show what was said, what was promised, what happened and what one can do."""
    found, refusal = _look_up(request, number, token)
    if found is None:
        return refusal
    return _private(render(request, "contacts/track.html", _context(found, token)))


def _context(found: Case, token: str, **forms: Form) -> dict[str, object]:
    at = now()
    may_reopen_until = found.closed_at + REOPEN_WITHIN if found.closed_at else None
    return {
        "case": found,
        "token": token,
        "story": story_of(found, now=at),
        "question": Pause.objects.filter(case=found, ends_at__isnull=True).first() if found.is_waiting else None,
        "consent": None if found.is_closed else ExtensionConsent.objects.asked_for(found).first(),
        "consent_form": ConsentForm(),
        "office": directory().departments[found.owner_unit_id],
        "is_overdue": found.is_overdue(at),
        "reopen_until": may_reopen_until if may_reopen_until and at <= may_reopen_until else None,
        "verdict": Verdict.objects.filter(case=found, turn=found.reopenings).first() if found.is_closed else None,
        "words_form": WordsForm(initial={"seal": new_seal(at=at)}),
        "reopening_form": ReopeningForm(),
        "withdrawal_form": WithdrawalForm(),
        "verdict_form": VerdictForm(),
        "now": at,
        **forms,
    }


Act = Callable[[HttpRequest, Case, Form], str]


def _act(request: HttpRequest, number: str, token: str, form: Form, name: str, act: Act) -> HttpResponse:
    """Do one act on the matter and go back to it; wrong input comes back with what was typed."""
    found, refusal = _look_up(request, number, token)
    if found is None:
        return refusal
    status = 422
    if form.is_valid():
        try:
            messages.success(request, act(request, found, form))
            return _private(redirect("track:case", found.number, token))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            status = 409
    return _private(render(request, "contacts/track.html", _context(found, token, **{name: form}), status=status))


@open_to_all
@require_POST
def add_words(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Add what the resident says, or their answer to our question."""
    return _act(request, number, token, WordsForm(request.POST, request.FILES), "words_form", _add_words)


def _add_words(request: HttpRequest, found: Case, form: Form) -> str:
    at = now()
    seal = opened(form.cleaned_data["seal"])
    arrival = Arrival(
        id=seal.id if seal else new_id(),
        channel=KEY,
        said_at=at,
        text=form.cleaned_data["text"],
        jurisdiction=found.jurisdiction_id,
        resident=found.resident_id,
        language=found.language,
        uploads=tuple(Upload(name=file.name, content=file.content) for file in form.cleaned_data["files"]),
        joins=found.pk,
    )
    receive(arrival=arrival, at=at)
    return _("Thank you. It has been added.")


@open_to_all
@require_POST
def withdraw(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """End the matter because the resident does not want it any more."""
    return _act(request, number, token, WithdrawalForm(request.POST), "withdrawal_form", _withdraw)


def _withdraw(request: HttpRequest, found: Case, form: Form) -> str:
    text = form.cleaned_data["reason"] or _("Withdrawn by the resident.")
    ending = Ending(end_state=Case.EndState.WITHDRAWN, text=text)
    close(case=found, ending=ending, by=None, at=now(), by_resident=True)
    return _("Your matter is withdrawn.")


@open_to_all
@require_POST
def consent(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Take a yes or no to a second extension of our promise."""
    return _act(request, number, token, ConsentForm(request.POST), "consent_form", _consent)


def _consent(request: HttpRequest, found: Case, form: Form) -> str:
    is_given = form.cleaned_data["answer"] == "yes"
    answer_consent(case=found, is_given=is_given, channel=KEY, at=now())
    return _("Thank you for your patience.") if is_given else _("Understood. What we promised stands.")


@open_to_all
@require_POST
def ask_again(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Open the matter again; somebody else takes care of it."""
    return _act(request, number, token, ReopeningForm(request.POST), "reopening_form", _reopen)


def _reopen(request: HttpRequest, found: Case, form: Form) -> str:
    reopen(case=found, reason=form.cleaned_data["reason"], by=None, at=now(), channel=KEY)
    return _("Your matter is open again. Somebody else takes care of it.")


@open_to_all
@require_POST
def give_verdict(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Keep how satisfied the resident is."""
    return _act(request, number, token, VerdictForm(request.POST), "verdict_form", _judge)


def _judge(request: HttpRequest, found: Case, form: Form) -> str:
    judge(case=found, score=int(form.cleaned_data["score"]), words=form.cleaned_data["words"], at=now())
    return _("Thank you. We read every word of it.")


@open_to_all
@require_GET
def file(request: HttpRequest, number: str, token: str, key: str) -> HttpResponseBase:
    """Give a public file of the matter, always as a download; pictures have a small one beside them."""
    found, refusal = _look_up(request, number, token)
    if found is None:
        return refusal
    row = Attachment.objects.filter(case=found, pk=key, is_public=True, erased_at__isnull=True).first()
    if row is None:
        raise Http404
    return _private(thumbnail(row) if "small" in request.GET else download(row))
