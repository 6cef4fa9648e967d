"""The residents' front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hantong.access.doors import open_to_all
from hantong.catalogue.book import catalogue
from hantong.offices.directory import directory
from hantong.offices.models import Place
from hantong.project.ways_shown import ways_shown

SERVICES_SHOWN = 12


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what one can do here, whatever the hour."""
    root = next((row for row in directory().jurisdictions.values() if row.parent_id is None), None)
    services = catalogue().offered_in((root.pk,)) if root else []
    open_now = [place for place in directory().places.values() if place.kind == Place.Kind.ALWAYS_OPEN]
    return render(
        request,
        "project/home.html",
        {
            "province": root,
            "services": [service for service in services if service.is_public][:SERVICES_SHOWN],
            "always_open": open_now,
            "ways": ways_shown(),
        },
    )
