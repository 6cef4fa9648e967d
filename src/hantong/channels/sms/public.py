"""What a vendor of texts calls: texts and pictures that residents sent, and what became of ours."""

import hashlib
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hantong.access.doors import open_to_all
from hantong.channels.sms.actions import keep_text, record_report
from hantong.channels.sms.vendor import NotRead, NotSigned, Vendor, vendor
from hantong.contacts import raw_store
from hantong.contacts.jobs import wake_reader

log = structlog.get_logger("hantong.sms")
MOST_OCTETS = 30 * 1024 * 1024
AT_ONCE = 64 * 1024


class _Stopped(Exception):
    """The call is not done; what is answered instead."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why
        super().__init__(why)


@csrf_exempt
@require_POST
@open_to_all
def arrivals(request: HttpRequest) -> HttpResponse:
    """Keep a text; it is on the disk before the vendor hears so."""
    return _answered(request, _kept)


@csrf_exempt
@require_POST
@open_to_all
def statuses(request: HttpRequest) -> HttpResponse:
    """Note what became of a text of ours; a repeat changes nothing."""
    return _answered(request, _noted)


def _answered(request: HttpRequest, act: Callable[[Vendor, bytes], dict[str, bool]]) -> HttpResponse:
    """Have `act` do what the vendor says, and tell the vendor so, or why not."""
    try:
        return JsonResponse(act(*_checked(request)))
    except _Stopped as stopped:
        return JsonResponse({"detail": stopped.why}, status=stopped.status)
    except NotRead as wrong:
        return JsonResponse({"detail": str(wrong)}, status=400)


def _kept(chosen: Vendor, body: bytes) -> dict[str, bool]:
    brought = chosen.read_arrival(body)
    if not raw_store.has_room(len(body)):
        log.error("no room for texts; the vendor keeps them")
        raise _Stopped(503, "no room at the moment, come back later")
    key = f"vendor:{_short(brought.reference)}"
    if keep_text(heard=brought.heard, key=key, name=key, at=now()) is not None:
        wake_reader()
    return {"kept": True}


def _noted(chosen: Vendor, body: bytes) -> dict[str, bool]:
    record_report(report=chosen.read_status(body), at=now())
    return {"noted": True}


def _checked(request: HttpRequest) -> tuple[Vendor, bytes]:
    """Give the vendor and what it says. Raises _Stopped."""
    chosen = vendor()
    if chosen is None:
        raise _Stopped(404, "no vendor is configured here")
    body = _body(request)
    try:
        chosen.verify({name.lower(): value for name, value in request.headers.items()}, body)
    except NotSigned as wrong:
        log.warning("a call to texts was not the vendor's", why=str(wrong)[:80])
        raise _Stopped(401, "the signature does not fit") from wrong
    return chosen, body


def _body(request: HttpRequest) -> bytes:
    """Read the body up to what pictures need, which is more than forms may have. Raises _Stopped."""
    said = request.headers.get("Content-Length", "")
    if not said.isdecimal():
        raise _Stopped(411, "Content-Length is missing")
    if int(said) > MOST_OCTETS:
        raise _Stopped(413, f"more than {MOST_OCTETS // (1024 * 1024)} MB")
    body = bytearray()
    while piece := request.read(AT_ONCE):
        body += piece
        if len(body) > MOST_OCTETS:
            raise _Stopped(413, "longer than it said")
    return bytes(body)


def _short(reference: str) -> str:
    return reference if len(reference) <= 50 else hashlib.sha256(reference.encode()).hexdigest()[:50]
