"""The mayor's pages: the lines, and a week of one in the residents' words."""

import csv
import io
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import allow
from hantong.contacts.channel import channels
from hantong.contacts.csv_export import safe
from hantong.contacts.models import OwnAddress
from hantong.offices.request import StaffRequest
from hantong.praise.models import MayorsLine
from hantong.praise.terms import KINDS, TONES
from hantong.praise.week import Week, monday_of, week_of, zone_of
from hantong.shell.moments import day_text

READING = "mayor.read"
COLUMNS = ("week", "messages", "praise", "complaint", "other", "answered", "on_time")
WEEKS_BACK = 13


def _line(request: StaffRequest, pk: UUID) -> MayorsLine:
    within = OwnAddress.objects.within(request.person.reach(READING))
    return get_object_or_404(MayorsLine.objects.select_related("address"), pk=pk, address__in=within)


@allow(READING, "routing.edit")
@require_GET
def lines(request: StaffRequest) -> HttpResponse:
    """Show the mayor's lines within reach."""
    person = request.person
    may_read = person.can(READING)
    within = OwnAddress.objects.within(person.reach(READING if may_read else "routing.edit"))
    found = MayorsLine.objects.filter(address__in=within).select_related("address__jurisdiction").order_by("since")
    labels = channels()
    shown = [(line, labels[line.address.channel].label) for line in found]
    context = {"lines": shown, "may_read": may_read, "may_edit": person.can("routing.edit")}
    return render(request, "praise/lines.html", context)


@allow(READING)
@require_GET
def week(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show a week: this one, or the one of the day that is asked for."""
    line, at = _line(request, pk), now()
    monday = _asked(request.GET.get("week", "")) or monday_of(at, zone_of(line))
    shown = week_of(line, monday, at=at)
    context = {
        "line": line,
        "week": shown,
        "day": day_text(monday, with_year=True),
        "counts": shown.counts,
        "rows": [(each, KINDS[each.word.kind], TONES[each.word.kind]) for each in shown.lines],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7) if monday + timedelta(days=7) <= at.date() else None,
        "now": at,
    }
    return render(request, "praise/week.html", context)


def _asked(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
        return day - timedelta(days=day.weekday()) if 2000 <= day.year < 2200 else None
    except ValueError:
        return None


@allow(READING)
@require_GET
def weeks_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give the counts of the last quarter's weeks as a file, without anybody's words."""
    line, at = _line(request, pk), now()
    last = monday_of(at, zone_of(line))
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for back in range(WEEKS_BACK):
        writer.writerow([safe(value) for value in _row(week_of(line, last - timedelta(days=7 * back), at=at))])
    headers = {"Content-Disposition": 'attachment; filename="mayors-line.csv"'}
    return HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _row(week: Week) -> list[object]:
    return [week.monday.isoformat(), week.total, *(week.counts[name] for name in COLUMNS[2:])]
