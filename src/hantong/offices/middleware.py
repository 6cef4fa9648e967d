"""Puts the person with their posts behind the signed-in account of each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from hantong.offices.directory import directory


class PersonMiddleware:
    """Sets `request.person`: a StaffPerson for signed-in, active staff, else None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the person up and answer."""
        user = request.user
        request.person = (  # type: ignore[attr-defined]
            directory().person(user, at=now()) if user.is_authenticated else None
        )
        return self.get_response(request)
