"""What counts as day, evening, night and weekend in a jurisdiction, and what a change would mean."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hantong.access.doors import allow
from hantong.kit.errors import Refused
from hantong.offices import actions
from hantong.offices.actions.banding import calendar_changed
from hantong.offices.bands import BandDefinition, describe
from hantong.offices.directory import directory
from hantong.offices.effects import effects_of
from hantong.offices.facts import BandFacts
from hantong.offices.hour_rows import clock_text
from hantong.offices.hours_form import BandsForm
from hantong.offices.lists import covers
from hantong.offices.models import EDITING, Jurisdiction
from hantong.offices.reading import bands_of
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import CONFLICT, UNPROCESSABLE
from hantong.offices.views.hours import day_in


@require_http_methods(["GET", "HEAD", "POST"])
@allow()
def bands(request: StaffRequest, code: str) -> HttpResponse:
    """Show the definitions that hold here; a new one is looked at before it is saved."""
    row = get_object_or_404(Jurisdiction, code=code)
    if request.method == "POST":
        get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
        return _entered(request, row)
    return render(request, "offices/bands.html", _context(request, row, BandsForm(initial=_initial(row))))


def _entered(request: StaffRequest, row: Jurisdiction) -> HttpResponse:
    form, at = BandsForm(request.POST), now()
    if not form.is_valid():
        return render(request, "offices/bands.html", _context(request, row, form), status=UNPROCESSABLE)
    wanted = form.bands()

    def act() -> None:
        actions.set_bands(jurisdiction=row, bands=wanted, by=request.person.staff, at=at)

    try:
        if request.POST.get("act") == "save":
            act()
            messages.success(request, _("Saved. Time bands are being counted anew."))
            return redirect("offices:bands", row.code)
        effects = effects_of(act, calendar_changed(row, at=at))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return render(request, "offices/bands.html", _context(request, row, form), status=CONFLICT)
    sentence = _sentence(row, wanted)
    context = {**_context(request, row, form), "effects": effects, "sentence": sentence}
    return render(request, "offices/bands.html", context)


def _context(request: StaffRequest, row: Jurisdiction, form: BandsForm) -> dict[str, object]:
    language = get_language() or "ko"
    own = bands_of(row)
    return {
        "jurisdiction": row,
        "own": [
            (each, describe(_definition(row, each, version=n), language)) for n, each in reversed([*enumerate(own, 1)])
        ],
        "standing": [
            (since, describe(definition, language))
            for since, definition in directory().clocks[row.pk].definitions
            if not own
        ],
        "form": form,
        "is_editable": covers(request.person.reach(EDITING), row.pk),
    }


def _initial(row: Jurisdiction) -> dict[str, object]:
    definition = directory().clocks[row.pk].definition
    return {
        "valid_from": now().astimezone(row.zone).date(),
        "day_from": clock_text(definition.day_from_min),
        "evening_from": clock_text(definition.evening_from_min),
        "night_from": clock_text(definition.night_from_min),
        "weekend": [str(day) for day in sorted(definition.weekend)],
    }


def _definition(row: Jurisdiction, facts: BandFacts, *, version: int) -> BandDefinition:
    names = facts.names
    return BandDefinition(
        zone=row.zone_name,
        day_from_min=facts.day_from,
        evening_from_min=facts.evening_from,
        night_from_min=facts.night_from,
        weekend=frozenset(facts.weekend),
        name=names.get(get_language() or "ko") or names.get("ko") or names.get("en") or row.code,
        version=version,
    )


def _sentence(row: Jurisdiction, facts: BandFacts) -> str:
    earlier = [each for each in bands_of(row) if each.valid_from < facts.valid_from]
    return describe(_definition(row, facts, version=len(earlier) + 1), get_language() or "ko")


@require_POST
@allow(EDITING)
def remove_bands(request: StaffRequest, code: str, valid_from: str) -> HttpResponse:
    """Take a definition back."""
    row = get_object_or_404(Jurisdiction.objects.editable_by(request.person), code=code)
    actions.remove_bands(jurisdiction=row, valid_from=day_in(valid_from), by=request.person.staff, at=now())
    messages.success(request, _("Taken back. Time bands are being counted anew."))
    return redirect("offices:bands", code)
