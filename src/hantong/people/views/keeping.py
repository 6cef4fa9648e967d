"""What has been erased, and what the next nights will destroy because its time is over."""

from collections import defaultdict
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.request import StaffRequest
from hantong.people.counted import counted
from hantong.people.holdings import holdings
from hantong.people.models import Tombstone

PAGE = 50


@require_GET
@allow("people.erase")
def tombstones(request: StaffRequest) -> HttpResponse:
    """Show what was erased, counted but not named."""
    found = Tombstone.objects.visible_to(request.person).select_related("by", "jurisdiction").order_by("-at", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(stone, counted(stone.counts)) for stone in page]
    return render(request, "people/tombstones.html", {"rows": rows, "page_obj": page, "now": now()})


@require_GET
@allow("people.erase")
def retention(request: StaffRequest) -> HttpResponse:
    """Show what the coming nights will destroy, by class and jurisdiction; nothing is destroyed by looking."""
    at = now()
    reach = request.person.reach("people.erase")
    sums: dict[tuple[str, UUID | None], dict[str, int]] = defaultdict(dict)
    for holding in holdings():
        for part in holding.expired(at=at):
            if reach.is_everything or part.jurisdiction in reach.jurisdictions:
                sums[part.retention, part.jurisdiction].update(part.counts)
    book = directory().jurisdictions
    rows = [
        (kind, said(book[where].names) if where is not None and where in book else "", counted(counts))
        for (kind, where), counts in sums.items()
    ]
    return render(request, "people/retention.html", {"rows": sorted(rows), "now": at})
