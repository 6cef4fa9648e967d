"""The pages of figures: one view, one page per entry of the list."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.offices.request import StaffRequest
from hantong.reports.asked import Asked
from hantong.reports.charts import CHARTS
from hantong.reports.forms import FigureFilter
from hantong.reports.headlines import Headline, headlines
from hantong.reports.pages import PAGES, Page
from hantong.reports.scope import period
from hantong.reports.shown import ShownTable, address, shown
from hantong.reports.table import Words
from hantong.reports.tables import TABLES

COMMON_FIELDS = ("period", "from_day", "to_day", "count", "channel", "place", "service", "jurisdiction")


@require_GET
@allow("reports.see")
def figures(request: StaffRequest, key: str = "overview") -> HttpResponse:
    """Show one page of figures."""
    if key not in PAGES:
        raise Http404
    page, at, query = PAGES[key], now(), kept_query(request)
    form = FigureFilter(request.GET, person=request.person)
    asked = form.asked(at=at)
    may_see_rows = request.person.can("cases.see")
    rows_url = reverse("reports:rows") if may_see_rows else ""
    tables = [shown(TABLES[name](asked), query=query, rows_url=rows_url) for name in page.tables]
    context = {
        "page": page,
        "tabs": _tabs(key, query),
        "form": form,
        "fields": [form[name] for name in (*COMMON_FIELDS, *page.extra_fields)],
        "first_at": period(asked.scope)[0],
        "last_at": period(asked.scope)[1],
        "tables": tables,
        "headlines": _headlines(page, asked, query, rows_url),
        "charts": _charts(page, asked, query),
        "is_empty": not any(table.lines for table in tables) or _is_nothing(page, tables),
        "may_export": request.person.can("reports.export"),
        "query": address("", query),
        "now": at,
    }
    return render(request, "reports/figures.html", context, status=200 if form.is_valid() else 422)


def kept_query(request: StaffRequest) -> dict[str, str]:
    """Give the words of the address that a page's links keep."""
    return {name: str(value) for name, value in request.GET.items() if value and name != "page"}


def _is_nothing(page: Page, tables: list[ShownTable]) -> bool:
    """Tell whether every count of the page's first table is nought: a series has its days all the same."""
    first = tables[0]
    return page.has_headlines and all(cell.text == "0" for line in first.lines for cell in line[1:3])


def _tabs(current: str, query: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "url": address(_page_url(key), query),
            "label": page.label,
            "is_current": key == current,
        }
        for key, page in PAGES.items()
    ]


def _page_url(key: str) -> str:
    return reverse("reports:overview") if key == "overview" else reverse("reports:page", args=[key])


def _headlines(page: Page, asked: Asked, query: Mapping[str, str], rows_url: str) -> list[tuple[Headline, str]]:
    if not page.has_headlines:
        return []
    return [
        (line, address(rows_url, query, line.leads_to) if rows_url and line.leads_to is not None else "")
        for line in headlines(asked)
    ]


def _charts(page: Page, asked: Asked, query: Mapping[str, str]) -> list[tuple[Words, str, str]]:
    """Give each chart's name with its address, for wide and for narrow screens."""
    found = []
    for key in page.charts:
        url = reverse("reports:chart", args=[key])
        found.append((CHARTS[key][1], address(url, query, {"w": "wide"}), address(url, query, {"w": "narrow"})))
    return found
