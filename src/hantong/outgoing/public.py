"""Following a matter on a device, with its number and its secret and nothing else; and the worker that shows notes."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import open_to_all
from hantong.cases.models import Case
from hantong.contacts import limits
from hantong.contacts.actions import count_attempt, wait_of
from hantong.contacts.tracked import tracked
from hantong.kit.errors import Refused
from hantong.outgoing import actions
from hantong.outgoing.forms import SubscriptionForm
from hantong.outgoing.models import CaseDevice
from hantong.outgoing.push_key import public_push_key
from hantong.outgoing.views.devices import subscription_of

WORKER = Path(__file__).parent / "static" / "outgoing" / "worker.js"
DAY_S = 24 * 3600


def _case(request: HttpRequest, number: str, token: str) -> Case:
    """Give the matter; wrong secrets are counted with those of the tracking page. Raises Http404."""
    at, who = now(), limits.address_of(request.META)
    if wait_of(what="track-address", who=who, most=limits.TRIES_PER_ADDRESS, at=at):
        raise Http404
    found = tracked(number, token)
    if found is None:
        within = limits.TRIES_WITHIN
        count_attempt(what="track-address", who=who, most=limits.TRIES_PER_ADDRESS, within=within, at=at)
        raise Http404
    return found


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@open_to_all
@require_GET
def follow(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Ask whether this device should be notified."""
    case = _case(request, number, token)
    rows = list(CaseDevice.objects.filter(case=case))
    context = {
        "case": case,
        "token": token,
        "count": len(rows),
        "known": " ".join(row.fingerprint for row in rows),
        "key": public_push_key(settings.SECRET_KEY),
    }
    return _private(render(request, "outgoing/follow.html", context))


@open_to_all
@require_POST
def addition(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Notify this device from now on."""
    case = _case(request, number, token)
    try:
        subscription = subscription_of(SubscriptionForm(request.POST))
        actions.follow_case(case=case, subscription=subscription, language=get_language() or "ko", at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are notified here when there is an answer, a question or an end."))
    return _private(redirect("push:follow", number, token))


@open_to_all
@require_POST
def end(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Notify this device, or all that follow the matter, no more."""
    case = _case(request, number, token)
    actions.unfollow_case(case=case, address=request.POST.get("address", "")[:1000])
    messages.success(request, _("Notifications about this matter are off."))
    return _private(redirect("push:follow", number, token))


@open_to_all
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker, at an address that stays the same when its content changes."""
    answer = HttpResponse(WORKER.read_text(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = f"max-age={DAY_S}, must-revalidate"
    return answer
