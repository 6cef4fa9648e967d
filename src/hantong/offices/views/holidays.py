"""The holiday calendar of a jurisdiction and year; a change shows what it brings about before it is made."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices import actions
from hantong.offices.actions.holidays import calendar_changed
from hantong.offices.directory import directory
from hantong.offices.effects import effects_of
from hantong.offices.hours_form import LocalDayForm
from hantong.offices.lists import covers
from hantong.offices.models import EDITING, Jurisdiction, LocalHoliday
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE
from hantong.offices.views.hours import day_in

YEARS = range(1970, 2100)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A day of the calendar, and which jurisdiction made it what it is."""

    day: date
    name: str
    is_holiday: bool
    made_by: Jurisdiction | None
    is_own: bool


@require_GET
@allow()
def holidays(request: StaffRequest, code: str, year: int) -> HttpResponse:
    """Show the holidays of a year: the country's, and those added or taken out here or above."""
    row = get_object_or_404(Jurisdiction, code=code)
    return render(request, "offices/holidays.html", _context(request, row, year, LocalDayForm()))


def _context(request: StaffRequest, row: Jurisdiction, year: int, form: LocalDayForm) -> dict[str, object]:
    if year not in YEARS:
        raise Http404
    return {
        "jurisdiction": row,
        "year": year,
        "lines": _lines(row, year),
        "form": form,
        "is_editable": covers(request.person.reach(EDITING), row.pk),
        "before": reverse("offices:holidays", args=[row.code, year - 1]) if year - 1 in YEARS else "",
        "after": reverse("offices:holidays", args=[row.code, year + 1]) if year + 1 in YEARS else "",
    }


def _lines(row: Jurisdiction, year: int) -> list[CalendarLine]:
    offices, language = directory(), get_language() or "ko"
    calendar = offices.clocks[row.pk].calendar
    local: dict[date, LocalHoliday] = {}
    for above in reversed(offices.ancestors[row.pk]):
        local.update({each.day: each for each in offices.clock_rows.holidays.get(above, []) if each.day.year == year})
    days = sorted({*calendar.days_of(year), *local})
    return [_line(row, day, calendar.name(day, language), local.get(day)) for day in days]


def _line(row: Jurisdiction, day: date, name: str, local: LocalHoliday | None) -> CalendarLine:
    return CalendarLine(
        day=day,
        name=name,
        is_holiday=bool(name) or bool(local and not local.is_working_day),
        made_by=directory().jurisdictions[local.jurisdiction_id] if local else None,
        is_own=local is not None and local.jurisdiction_id == row.pk,
    )


@require_http_methods(["POST"])
@allow(EDITING)
def local_days(request: StaffRequest, code: str) -> HttpResponse:
    """Make a day a holiday or a working day: first show what that brings about, then do it."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    form = LocalDayForm(request.POST)
    year, at = now().astimezone(row.zone).year, now()
    if not form.is_valid():
        return render(request, "offices/holidays.html", _context(request, row, year, form), status=UNPROCESSABLE)
    local = form.local_day()
    year = local.day.year

    def act() -> None:
        actions.set_local_day(jurisdiction=row, local=local, by=request.person.staff, at=at)

    try:
        if request.POST.get("act") == "save":
            act()
            messages.success(request, _("Saved. Deadlines and time bands are being reckoned anew."))
            return redirect("offices:holidays", code, year)
        effects = effects_of(act, calendar_changed(row, local.day, at=at))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return render(request, "offices/holidays.html", _context(request, row, year, form), status=CONFLICT)
    context = {"jurisdiction": row, "form": form, "local": local, "effects": effects, "year": year}
    return render(request, "offices/local_day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def local_day_removal(request: StaffRequest, code: str, day: str) -> HttpResponse:
    """Let a day count as the country has it again: first show what that brings about, then do it."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    local = get_object_or_404(LocalHoliday, jurisdiction=row, day=day_in(day))
    at = now()

    def act() -> None:
        actions.remove_local_day(jurisdiction=row, day=local.day, by=request.person.staff, at=at)

    if request.method == "POST":
        act()
        messages.success(request, _("Taken back. Deadlines and time bands are being reckoned anew."))
        return redirect("offices:holidays", code, local.day.year)
    effects = effects_of(act, calendar_changed(row, local.day, at=at))
    context = {"jurisdiction": row, "local": local, "effects": effects, "year": local.day.year, "is_removal": True}
    return render(request, "offices/local_day.html", context)
