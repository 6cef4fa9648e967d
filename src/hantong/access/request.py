"""The request that a page of this room receives, with the person whom its door let in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hantong.access.person import Person


class SignedInRequest(HttpRequest):
    """A request behind a door: `person` is there."""

    person: Person
    htmx: HtmxDetails
