"""Who stands behind a machine's key: the account's person, narrowed to what the key may do."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils.timezone import now
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth
from ninja.utils import check_csrf

from hantong.access.api_auth import key_of
from hantong.access.doors import person_of
from hantong.access.models import ApiKey
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson


def person_of_key(key: ApiKey, *, at: datetime) -> StaffPerson:
    """Give the person of a key's account, able to do no more than the key says."""
    return replace(directory().person(key.staff, at=at), narrowed_to=frozenset(key.capabilities))


def bearer_person(request: HttpRequest) -> StaffPerson | None:
    """Put the person behind the request's key at the request, and give them. Raises TooManyAttempts."""
    key = key_of(request)
    if key is None:
        return None
    person = person_of_key(key, at=now())
    request.person = person  # type: ignore[attr-defined]
    return person


class Machine(HttpBearer):
    """A machine with its key."""

    def authenticate(self, request: HttpRequest, token: str) -> StaffPerson | None:
        """Give the person behind the key. Raises TooManyAttempts."""
        return bearer_person(request)


class SignedIn(SessionAuth):
    """Somebody's browser, signed in as for the pages; writes need the CSRF token too."""

    def __call__(self, request: HttpRequest) -> StaffPerson | None:
        """Give the signed-in person. Raises HttpError."""
        person = person_of(request)
        if person is None:
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "The CSRF token is missing or wrong.")
        return cast("StaffPerson", person)


machine, signed_in = Machine(), SignedIn()
