"""Opening hours: the weekly lines of a place or a jurisdiction, looked at before they are saved, and single days."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices import actions
from hantong.offices.directory import directory
from hantong.offices.facts import mark_of
from hantong.offices.hour_rows import lines_of
from hantong.offices.hours import OfficeHours, WeeklyInterval
from hantong.offices.hours_form import ExceptionForm, LineForm, LineFormSet, intervals_in, line_initial
from hantong.offices.models import EDITING, Jurisdiction, Place
from hantong.offices.opening_lines import DayLine, day_lines
from hantong.offices.reading import hours_of
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE
from hantong.offices.views.places import TWO_WEEKS, place_context


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def place_hours(request: StaffRequest, code: str) -> HttpResponse:
    """Set when a place is open."""
    row = get_object_or_404(Place.objects.editable_by(request.person).select_related("jurisdiction"), code=code)
    return _hours_page(request, row, reverse("offices:place", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def jurisdiction_hours(request: StaffRequest, code: str) -> HttpResponse:
    """Set the office hours in which a jurisdiction's deadlines run."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    return _hours_page(request, row, reverse("offices:jurisdiction", args=[code]))


def _hours_page(request: StaffRequest, of: Place | Jurisdiction, back: str) -> HttpResponse:
    stored = hours_of(of)
    status, preview, is_looked = 200, _preview(of, stored), False
    lines = LineFormSet(
        request.POST if request.method == "POST" else None, initial=[line_initial(line) for line in lines_of(stored)]
    )
    if request.method == "POST":
        status = UNPROCESSABLE
        wanted = _wanted(lines)
        if wanted is not None and request.POST.get("act") == "look":
            status, preview, is_looked = 200, _preview(of, wanted), True
        elif wanted is not None:
            try:
                actions.set_hours(of=of, hours=wanted, seen=request.POST.get("seen"), by=request.person.staff, at=now())
            except Refused as refusal:
                status = CONFLICT
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect(back)
    seen = request.POST.get("seen") or mark_of(stored)
    context = {
        "of": of,
        "lines": lines,
        "back": back,
        "seen": seen,
        "days": preview,
        "has_own": bool(stored),
        "is_looked": is_looked,
    }
    return render(
        request, "offices/hours.html", {**context, "is_place": isinstance(of, Place), "now": now()}, status=status
    )


def _wanted(lines: "forms.BaseFormSet[LineForm]") -> tuple[WeeklyInterval, ...] | None:
    if not lines.is_valid():
        return None
    try:
        return intervals_in(lines)
    except ValueError:
        lines.forms[0].add_error("closes", _("An interval lasts 24 hours at most."))
        return None


def _preview(of: Place | Jurisdiction, wanted: tuple[WeeklyInterval, ...]) -> list[DayLine]:
    """The next two weeks by the entered hours; without any by those that hold instead."""
    hours = _standing(of)
    if wanted:
        hours = replace(hours, weekly=wanted)
    today = now().astimezone(ZoneInfo(hours.zone)).date()
    return day_lines(hours, hours.calendar, first=today, count=TWO_WEEKS, language=get_language() or "ko")


def _standing(of: Place | Jurisdiction) -> OfficeHours:
    offices = directory()
    return offices.opening_hours[of.pk] if isinstance(of, Place) else offices.clocks[of.pk].hours


@require_POST
@allow(EDITING)
def exceptions(request: StaffRequest, code: str) -> HttpResponse:
    """Say that a place is closed, or open at other hours, on one day."""
    row = get_object_or_404(
        Place.objects.editable_by(request.person).select_related("jurisdiction", "department"), code=code
    )
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return render(request, "offices/place.html", place_context(request, row, form), status=UNPROCESSABLE)
    actions.set_exception(place=row, exception=form.exception(), by=request.person.staff, at=now())
    messages.success(request, _("Saved."))
    return redirect("offices:place", code)


@require_POST
@allow(EDITING)
def remove_exception(request: StaffRequest, code: str, day: str) -> HttpResponse:
    """Have a place open as usual on a day again."""
    row = get_object_or_404(Place.objects.editable_by(request.person), code=code)
    actions.remove_exception(place=row, day=day_in(day), by=request.person.staff, at=now())
    messages.success(request, _("That day is as usual again."))
    return redirect("offices:place", code)


def day_in(text: str) -> date:
    """Read a day of an address. Raises Http404."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
