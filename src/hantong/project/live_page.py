"""The address at which a page listens to live events: with a ticket for what its reader may hear."""

import time
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest

from hantong.offices.person import StaffPerson
from hantong.project.live_ticket import LIFETIME_S, Ticket, sealed


def live_url(request: HttpRequest, person: StaffPerson) -> str:
    """Give the stream's address for this page; a view adds the matter that it shows as `request.live_topics`."""
    topics = (*topics_of(person), *getattr(request, "live_topics", ()))
    return _address(request, staff=str(person.staff.pk), name=person.staff.name, topics=topics)


def resident_url(request: HttpRequest) -> str:
    """Give the stream's address for a resident's page that names what it shows as `request.live_topics`; else nothing."""
    topics = getattr(request, "live_topics", ())
    return _address(request, staff="", name="", topics=topics) if topics else ""


def _address(request: HttpRequest, *, staff: str, name: str, topics: tuple[str, ...]) -> str:
    origin = f"{request.scheme}://{request.get_host()}"
    ends_s = int(time.time()) + LIFETIME_S
    ticket = Ticket(staff=staff, name=name, origin=origin, topics=topics, ends_s=ends_s)
    return f"{_server(request)}/live/events?ticket={quote(sealed(ticket, secret=settings.SECRET_KEY))}"


def topics_of(person: StaffPerson) -> list[str]:
    """Name what concerns a person and their units."""
    readers = [f"staff:{person.staff.pk}", *(f"unit:{unit}" for unit in sorted(person.department_ids()))]
    return [*readers, *(f"alerts:{reader}" for reader in readers)]


def _server(request: HttpRequest) -> str:
    if settings.HANTONG_LIVE_URL:
        return str(settings.HANTONG_LIVE_URL).rstrip("/")
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return f"{request.scheme}://{name}:{settings.HANTONG_LIVE_PORT}"
