"""The audit trail and the looks at personal data, as pages and as files."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.access.forms import AuditFilter, ViewingFilter
from hantong.access.log_filters import filtered_entries, filtered_viewings
from hantong.access.models import AuditEntry, Viewing
from hantong.access.request import SignedInRequest
from hantong.access.sentences import page_name, particulars, sentence

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the trail, in words."""

    n: int
    at: datetime
    who: str
    what: str
    more: str
    subject: str


@require_GET
@allow("audit.see")
def audit_trail(request: SignedInRequest) -> HttpResponse:
    """Show who did what, newest first."""
    form = AuditFilter(request.GET)
    rows = filtered_entries(AuditEntry.objects.visible_to(request.person), form)
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(n__lt=int(before))
    found = list(rows[: PAGE + 1])
    context = {
        "form": form,
        "lines": [_line(entry) for entry in found[:PAGE]],
        "after": found[PAGE - 1].n if len(found) > PAGE else "",
        "is_first": not before,
        "now": now(),
    }
    return render(request, "access/audit_trail.html", context, status=422 if form.errors else 200)


@require_GET
@allow("audit.see")
def audit_file(request: SignedInRequest) -> StreamingHttpResponse:
    """Give the filtered trail as a CSV file, with the hashes that prove it."""
    form = AuditFilter(request.GET)
    rows = filtered_entries(AuditEntry.objects.visible_to(request.person), form)
    head = [_("No."), _("Date and time"), _("Who"), _("What"), _("Particulars"), _("Concerning"), _("Verb"), _("Hash")]
    body = ([*_cells(_line(entry)), entry.verb, bytes(entry.hash).hex()] for entry in rows.iterator(chunk_size=1000))
    return _csv("audit.csv", head, body)


@require_GET
@allow("audit.see")
def viewings(request: SignedInRequest) -> HttpResponse:
    """Show who looked at whose personal data, newest first."""
    form = ViewingFilter(request.GET)
    rows = filtered_viewings(Viewing.objects.visible_to(request.person), form)
    found = list(rows[: PAGE + 1])
    context = {
        "form": form,
        "rows": [(row, page_name(row.page)) for row in found[:PAGE]],
        "is_more": len(found) > PAGE,
        "now": now(),
    }
    return render(request, "access/viewing_list.html", context, status=422 if form.errors else 200)


@require_GET
@allow("audit.see")
def viewings_file(request: SignedInRequest) -> StreamingHttpResponse:
    """Give the filtered looks as a CSV file."""
    rows = filtered_viewings(Viewing.objects.visible_to(request.person), ViewingFilter(request.GET))
    head = [_("Date and time"), _("Who looked"), _("Resident's key"), _("Page"), _("Concerning")]
    body = (
        [_iso(row.at), row.staff.name, str(row.resident_id), page_name(row.page), row.subject]
        for row in rows.iterator(chunk_size=1000)
    )
    return _csv("viewings.csv", head, body)


def _line(entry: AuditEntry) -> Line:
    return Line(
        n=entry.n,
        at=entry.at,
        who=entry.by.name if entry.by else _("The system"),
        what=sentence(entry.verb, entry.subject, entry.details),
        more=particulars(entry.details),
        subject=entry.subject,
    )


def _cells(line: Line) -> list[object]:
    return [line.n, _iso(line.at), line.who, line.what, line.more, line.subject]


def _iso(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(name: str, head: list[str], body: Iterator[Sequence[object]]) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"  # or Excel reads Korean as Latin
        yield writer.writerow(head)
        for row in body:
            yield writer.writerow([_harmless(value) for value in row])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
