"""What residents can ask for, what it takes and how long."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from hantong.access.doors import open_to_all
from hantong.catalogue.book import catalogue
from hantong.catalogue.deadline_words import due_if_received, in_words
from hantong.catalogue.lists import matching, public_services, shelves
from hantong.catalogue.words import LANGUAGES
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.lists import active_places
from hantong.offices.opening_lines import state_at
from hantong.offices.words import PLACE_KINDS

REPORT = ("web:report", "channel_web:report")


@require_GET
@open_to_all
def services(request: HttpRequest) -> HttpResponse:
    """Show what one can ask for, by group, or what a few words mean."""
    query, group = request.GET.get("q", ""), request.GET.get("group", "")
    found = matching(public_services(), query, group)
    context = {
        "shelves": shelves(found),
        "q": query,
        "group": group,
        "groups": list(catalogue().groups.values()),
        "count": len(found),
    }
    return render(request, "catalogue/public_services.html", context)


@require_GET
@open_to_all
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service: what it is, what is asked, how long it takes, and where it is done."""
    found = next((each for each in public_services() if each.code == code), None)
    if found is None:
        raise Http404
    at, offices = now(), directory()
    below = offices.subtrees[found.jurisdiction_id]
    due_at = due_if_received(
        unit=found.deadline_unit, amount=found.deadline_amount, jurisdiction=found.jurisdiction_id, at=at
    )
    context = {
        "service": found,
        "description": said(found.descriptions),
        "asked": [each for each in catalogue().attributes.get(found.pk, ()) if each.is_variable],
        "deadline_text": in_words(found.deadline_unit, found.deadline_amount),
        "due_at": due_at,
        "languages": [LANGUAGES.get(each, each) for each in found.languages],
        "places": [
            (place, PLACE_KINDS[place.kind], state_at(offices.opening_hours[place.pk], at))
            for place in active_places()
            if place.jurisdiction_id in below
        ],
        "report_url": report_url(code),
        "now": at,
    }
    return render(request, "catalogue/public_service.html", context)


def report_url(code: str) -> str:
    """Give the address of the form on which this service is asked for, or nothing where there is no such form."""
    for name in REPORT:
        try:
            return reverse(name, args=[code])
        except NoReverseMatch:
            continue
    return ""
