"""Contacts: the list with its filters in the address, one contact, and the rows as a file."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET

from hantong.access.actions import audit, record_viewing
from hantong.access.doors import allow
from hantong.cases.models import Attachment, Case
from hantong.contacts.channel import channels
from hantong.contacts.csv_export import lines
from hantong.contacts.list_form import BANDS, ContactFilter
from hantong.contacts.models import Contact, Message
from hantong.contacts.words import OUTCOMES, STATES
from hantong.offices.bands import Band
from hantong.offices.person import StaffPerson
from hantong.offices.request import StaffRequest

ROWS_PER_PAGE = 30


@allow("cases.see")
@require_GET
def contacts(request: StaffRequest) -> HttpResponse:
    """Show who spoke to us, newest first."""
    form = ContactFilter(request.GET, person=request.person)
    found = form.chosen().select_related("case", "service", "place", "answered_by").order_by("-said_at", "-pk")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(contact) for contact in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_export": request.person.can("reports.export"),
        "query": request.GET.urlencode(),
        "is_narrowed": any(value for name, value in request.GET.items() if name in form.fields),
        "now": now(),
    }
    return render(request, "contacts/contact_list.html", context, status=200 if form.is_valid() else 422)


def _row(contact: Contact) -> dict[str, object]:
    channel = channels().get(contact.channel)
    return {
        "contact": contact,
        "channel": channel.label if channel else contact.channel,
        "band": BANDS[Band.of_code(contact.band)],
        "outcome": OUTCOMES[contact.outcome],
    }


@allow("cases.see")
@require_GET
def contact(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show one conversation: what was said, when, where, and what came of it."""
    seen = Contact.objects.visible_to(request.person).select_related(
        "case", "service", "place", "desk", "resident", "answered_by"
    )
    found = get_object_or_404(seen, pk=key)
    may_see = _may_see_resident(found, request.person)
    if found.resident_id is not None and may_see:
        record_viewing(
            staff=request.person.staff,
            resident=found.resident_id,
            page="contact",
            subject=f"contact:{found.pk}",
            at=now(),
        )
    case = Case.objects.visible_to(request.person).filter(contacts=found).first()
    messages = Message.objects.filter(case=case).order_by("-created_at")[:20] if case else []
    context = {
        **_row(found),
        "case": case,
        "resident": found.resident if may_see else None,
        "files": Attachment.objects.filter(case=case, erased_at__isnull=True) if case else [],
        "told": [(message, STATES[message.state]) for message in messages],
        "raw": found.raw.visible_to(request.person).first() if request.person.can("contacts.take") else None,
        "now": now(),
    }
    return render(request, "contacts/contact.html", context)


def _may_see_resident(found: Contact, person: StaffPerson) -> bool:
    """Tell whether somebody who sees a conversation may also see with whom it was."""
    reach = person.reach("people.see")
    is_near = reach.is_everything or found.jurisdiction_id in reach.jurisdictions
    return is_near or (found.case is not None and found.case.shows_resident_to(person))


@allow("reports.export")
@require_GET
def export(request: StaffRequest) -> StreamingHttpResponse:
    """Give the rows that the filters keep as CSV; taking them out is recorded."""
    form = ContactFilter(request.GET, person=request.person)
    found = form.chosen().select_related("case").order_by("-said_at", "-pk")
    at = now()
    audit(verb="contacts.exported", subject="contacts", by=request.person.staff, at=at)
    answer = StreamingHttpResponse(lines(found.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="contacts-{localtime(at):%Y%m%d-%H%M}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
