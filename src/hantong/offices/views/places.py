"""Places: shown with their coming days, added, changed, removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hantong.access.doors import allow
from hantong.offices import actions
from hantong.offices.directory import directory
from hantong.offices.facts import PlaceFacts, mark_of
from hantong.offices.forms import PlaceForm
from hantong.offices.hours_form import ExceptionForm
from hantong.offices.lists import covers, department_choices
from hantong.offices.models import EDITING, Place
from hantong.offices.opening_lines import day_lines, state_at
from hantong.offices.reading import exceptions_of, place_facts
from hantong.offices.request import StaffRequest
from hantong.offices.views.form_page import form_page
from hantong.offices.words import PLACE_KINDS

TWO_WEEKS = 14


@require_GET
@allow()
def place(request: StaffRequest, code: str) -> HttpResponse:
    """Show a place, its desks, and when it is open in the next two weeks."""
    found = get_object_or_404(Place.objects.select_related("jurisdiction", "department"), code=code)
    return render(request, "offices/place.html", place_context(request, found, ExceptionForm()))


def place_context(request: StaffRequest, found: Place, exception: ExceptionForm) -> dict[str, object]:
    """Give what a place's page shows."""
    hours, at = directory().opening_hours[found.pk], now()
    today = at.astimezone(found.jurisdiction.zone).date()
    language = get_language() or "ko"
    return {
        "place": found,
        "kind": PLACE_KINDS[found.kind],
        "desks": found.desks.order_by("code"),
        "is_editable": covers(request.person.reach(EDITING), found.jurisdiction_id),
        "state": state_at(hours, at),
        "days": day_lines(hours, hours.calendar, first=today, count=TWO_WEEKS, language=language),
        "exceptions": [each for each in exceptions_of(found) if each.day >= today],
        "exception_form": exception,
        "now": at,
    }


@allow(EDITING)
def new_place(request: StaffRequest) -> HttpResponse:
    """Open a place, run by a department within reach."""
    choices = department_choices(request.person.reach(EDITING))
    initial = {"is_active": True, "kind": Place.Kind.OFFICE}
    form = PlaceForm(request.POST or None, initial=initial, departments=choices, is_new=True)

    def act() -> str:
        row = actions.add_place(facts=form.facts(), by=request.person.staff, at=now())
        return reverse("offices:place", args=[row.code])

    context = {"title": _("New place"), "back": reverse("offices:tree")}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Added."))


@allow(EDITING)
def edit_place(request: StaffRequest, code: str) -> HttpResponse:
    """Change what a place is and which desks it has."""
    row = get_object_or_404(Place.objects.editable_by(request.person), code=code)
    kept = place_facts(row)
    choices = department_choices(request.person.reach(EDITING))
    if kept.department not in {key for key, _label in choices}:
        choices.insert(0, (kept.department, row.department.name))
    form = PlaceForm(request.POST or None, initial=_initial(kept), departments=choices, is_new=False)
    back = reverse("offices:place", args=[code])

    def act() -> str:
        seen = form.cleaned_data["seen"]
        actions.change_place(place=row, facts=form.facts(kept), seen=seen, by=request.person.staff, at=now())
        return back

    context = {"title": row.name, "back": back, "remove_url": reverse("offices:remove_place", args=[code])}
    return form_page(request, form=form, act=act, template="offices/form.html", context=context, done=_("Saved."))


def _initial(kept: PlaceFacts) -> dict[str, object]:
    words = {f"name_{language}": kept.names.get(language, "") for language in ("ko", "en")}
    ways = {f"directions_{language}": kept.directions.get(language, "") for language in ("ko", "en")}
    fields = ("code", "kind", "department", "address", "lat", "lon", "phone", "is_active")
    plain = {name: getattr(kept, name) for name in fields}
    return {**words, **ways, **plain, "desks": ", ".join(kept.desks), "seen": mark_of(kept)}


@require_POST
@allow(EDITING)
def remove_place(request: StaffRequest, code: str) -> HttpResponse:
    """Remove a place that nothing refers to."""
    row = get_object_or_404(Place.objects.editable_by(request.person).select_related("jurisdiction"), code=code)
    back = row.jurisdiction.code
    actions.remove_place(place=row, by=request.person.staff, at=now())
    messages.success(request, _("Removed."))
    return redirect("offices:jurisdiction", back)
