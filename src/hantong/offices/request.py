"""The request that a staff page receives, with the person whom its door let in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hantong.offices.person import StaffPerson


class StaffRequest(HttpRequest):
    """A request behind a door: `person` is there."""

    person: StaffPerson
    htmx: HtmxDetails
