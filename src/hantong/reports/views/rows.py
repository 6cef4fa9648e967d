"""The rows behind a number: the same filters, the same condition, and so the same count."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.contacts.words import OUTCOMES
from hantong.offices.bands import Band
from hantong.offices.request import StaffRequest
from hantong.offices.words import BANDS
from hantong.reports.forms import RowFilter
from hantong.reports.matter_tables import END_STATES
from hantong.reports.models import Tally
from hantong.reports.naming import Words, names_of
from hantong.reports.shown import address
from hantong.reports.views.pages import kept_query

ROWS_PER_PAGE = 50


@require_GET
@allow("cases.see")
def rows(request: StaffRequest) -> HttpResponse:
    """Show the contacts or matters that a number of the figures counts."""
    form = RowFilter(request.GET, person=request.person)
    kind, found = rows_asked(form)
    page = Paginator(found.order_by("-said_at", "-pk"), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    query = kept_query(request)
    context = {
        "form": form,
        "page_obj": page,
        "counts_contacts": kind == Tally.Kind.CONTACTS,
        "lines": [_line(row) for row in page],
        "back": address(reverse("reports:overview"), {k: v for k, v in query.items() if k not in _DRILL}),
        "may_export": request.person.can("reports.export"),
        "query": address("", query),
        "now": now(),
    }
    return render(request, "reports/rows.html", context, status=200 if form.is_valid() else 422)


_DRILL = {"band", "off_hours", "state", "outcome", "owner_unit", "owner", "place", "service"}


def rows_asked(form: RowFilter) -> "tuple[Tally.Kind, QuerySet[Contact] | QuerySet[Case]]":
    """Give the rows that a question asks for and its asker may see."""
    kind, condition = form.condition(at=now())
    if kind == Tally.Kind.CONTACTS:
        contacts = Contact.objects.visible_to(form.person).filter(condition)
        return kind, contacts.select_related("case", "service", "place")
    return kind, Case.objects.visible_to(form.person).filter(condition).select_related("service", "place", "owner_unit")


def _line(row: Any) -> dict[str, object]:
    """Give what a row shows: where it leads, its band, and how it stands."""
    channel = names_of("channel", [row.channel])[row.channel]
    state: Words
    if isinstance(row, Contact):
        state, url = OUTCOMES[row.outcome], reverse("contacts:contact", args=[row.pk])
        band = Band.of_code(row.band)
    else:
        band, url = row.time_band, reverse("cases:case", args=[row.number])
        state = END_STATES[Case.EndState(row.end_state)] if row.end_state else ""
    return {"row": row, "url": url, "channel": channel, "band": BANDS[band], "state": state}
