"""Where residents find us: the places, whether they are open now, and how to get there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hantong.access.doors import open_to_all
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.lists import active_places
from hantong.offices.models import Place
from hantong.offices.opening_lines import day_lines, state_at
from hantong.offices.words import PLACE_KINDS

ONE_WEEK = 7


@require_GET
@open_to_all
def places(request: HttpRequest) -> HttpResponse:
    """Show the places with whether they are open now."""
    at, hours = now(), directory().opening_hours
    rows = [(place, PLACE_KINDS[place.kind], state_at(hours[place.pk], at)) for place in active_places()]
    return render(request, "offices/public_places.html", {"rows": rows, "now": at})


@require_GET
@open_to_all
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show one place: where it is, how to get there, and when it is open this week."""
    found = get_object_or_404(Place.objects.select_related("jurisdiction"), code=code, is_active=True)
    hours, at = directory().opening_hours[found.pk], now()
    first = at.astimezone(found.jurisdiction.zone).date()
    days = day_lines(hours, hours.calendar, first=first, count=ONE_WEEK, language=get_language() or "ko")
    context = {
        "place": found,
        "kind": PLACE_KINDS[found.kind],
        "state": state_at(hours, at),
        "days": days,
        "directions": said(found.directions),
        "now": at,
    }
    return render(request, "offices/public_place.html", context)
