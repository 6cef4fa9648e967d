"""Whom to tell by voice: what no machine could deliver, ticked off by whoever has told it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.actions import record_viewings
from hantong.access.doors import allow
from hantong.contacts.actions import settle_by_voice
from hantong.contacts.models import Message
from hantong.contacts.notice_texts import OCCASIONS
from hantong.contacts.words import SETTLED
from hantong.offices.request import StaffRequest
from hantong.people.contact_points import printed
from hantong.people.models import ContactPoint

ROWS_PER_PAGE = 30


@allow("contacts.take")
@require_GET
def call_backs(request: StaffRequest) -> HttpResponse:
    """Show what residents still have to be told, longest waiting first."""
    waiting = Message.objects.visible_to(request.person).to_tell_by_voice()
    found = waiting.select_related("case", "resident").order_by("created_at", "pk")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    phones = _phones(shown)
    seen = {message.pk for message in shown if message.case.shows_resident_to(request.person)}
    residents = [message.resident_id for message in shown if message.resident_id and message.pk in seen]
    record_viewings(staff=request.person.staff, residents=residents, page="call_backs", at=now())
    rows = [
        {
            "message": message,
            "occasion": OCCASIONS[message.occasion].label if message.occasion in OCCASIONS else message.occasion,
            "name": message.resident.name if message.pk in seen and message.resident else "",
            "phones": phones.get(message.resident_id, []) if message.pk in seen else [],
        }
        for message in shown
    ]
    context = {"page": page, "rows": rows, "ways": SETTLED.items(), "now": now()}
    return render(request, "contacts/call_backs.html", context)


def _phones(shown: list[Message]) -> dict[UUID | None, list[str]]:
    points = ContactPoint.objects.filter(
        resident__in=[message.resident_id for message in shown], kind=ContactPoint.Kind.PHONE
    ).order_by("-is_preferred", "-created_at")
    phones: dict[UUID | None, list[str]] = {}
    for point in points:
        phones.setdefault(point.resident_id, []).append(printed(point.value))
    return phones


@allow("contacts.take")
@require_POST
def settle(request: StaffRequest, key: UUID) -> HttpResponse:
    """Tick off what the resident has been told."""
    message = get_object_or_404(Message.objects.visible_to(request.person), pk=key)
    how = request.POST.get("how", "")
    if how not in Message.Settled.values:
        raise Http404
    settle_by_voice(message=message, how=Message.Settled(how), by=request.person.staff, at=now())
    messages.success(request, _("Ticked off: %(number)s") % {"number": message.case})
    return redirect("contacts:call_backs")
