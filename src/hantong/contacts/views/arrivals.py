"""What came in and needs a person: held apart, or not understood; shown, read after all, or put aside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.actions import record_viewing
from hantong.access.doors import allow
from hantong.contacts import actions, raw_store
from hantong.contacts.arrival_words import LOOKS, REASONS, STATES, WHYS
from hantong.contacts.channel import channels
from hantong.contacts.inbox import Shown, inbox
from hantong.contacts.jobs import wake_reader
from hantong.contacts.models import RawArrival
from hantong.kit.errors import Refused
from hantong.offices.request import StaffRequest

ROWS_PER_PAGE = 50


@allow("contacts.take")
@require_GET
def arrivals(request: StaffRequest) -> HttpResponse:
    """Show what was set apart, or with `all` everything that came in, newest first."""
    is_all = "all" in request.GET
    seen = RawArrival.objects.visible_to(request.person)
    found = seen if is_all else seen.set_apart()
    rows = found.select_related("own_address", "case").defer("content").order_by("-arrived_at", "-pk")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(each) for each in page], "is_all": is_all, "now": now()}
    return render(request, "contacts/arrivals.html", context)


def _row(raw: RawArrival) -> dict[str, object]:
    channel = channels().get(raw.channel)
    tone, icon = LOOKS[raw.state]
    return {
        "raw": raw,
        "channel": channel.label if channel else raw.channel,
        "state": STATES[raw.state],
        "tone": tone,
        "icon": icon,
        "reason": REASONS.get(raw.reason, raw.reason),
        "why": WHYS.get(raw.discarded_why, ""),
    }


@allow("contacts.take")
@require_GET
def arrival(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show one arrival as it came, with nothing in it that could do anything."""
    raw = _found(request, key)
    if raw.contact is not None and raw.contact.resident_id is not None:
        record_viewing(
            staff=request.person.staff,
            resident=raw.contact.resident_id,
            page="arrival",
            subject=f"arrival:{raw.pk}",
            at=now(),
        )
    shown = _shown(raw)
    context = {
        **_row(raw),
        "shown": shown,
        "markup": mark_safe(shown.html) if shown and shown.html else "",  # noqa: S308  (cleaned by the channel)
        "may_release": raw.is_set_apart and raw_store.has_content(raw) and raw.reason != "too_large",
        "whys": WHYS,
        "now": now(),
    }
    return render(request, "contacts/arrival.html", context)


def _found(request: StaffRequest, key: UUID) -> RawArrival:
    rows = RawArrival.objects.visible_to(request.person).select_related("own_address", "case", "contact", "settled_by")
    return get_object_or_404(rows, pk=key)


def _shown(raw: RawArrival) -> Shown | None:
    try:
        return inbox(raw.channel).show(raw_store.content_of(raw))
    except (FileNotFoundError, KeyError):
        return None


@allow("contacts.take")
@require_POST
def release(request: StaffRequest, key: UUID) -> HttpResponse:
    """Have it read now, whatever it was held for."""
    try:
        actions.release(arrival=_found(request, key), by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        wake_reader()
        messages.success(request, _("It is being read now."))
    return redirect("contacts:arrival", key)


@allow("contacts.take")
@require_POST
def discard(request: StaffRequest, key: UUID) -> HttpResponse:
    """Put it aside as nothing for us, for a reason."""
    given = request.POST.get("why", "")
    why = RawArrival.Why(given) if given in RawArrival.Why.values else RawArrival.Why.OTHER
    try:
        actions.discard(arrival=_found(request, key), why=why, by=request.person.staff, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Put aside. It can be looked at for 30 days."))
    return redirect("contacts:arrivals")
