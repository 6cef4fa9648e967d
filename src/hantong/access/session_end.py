"""A session ends at a fixed hour after signing in, however busy it is, and every page can say when."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

ENDS = "ends_at"


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Note in the session when it ends."""
    request.session[ENDS] = int(at.timestamp()) + settings.SESSION_COOKIE_AGE


def left_s(request: HttpRequest, *, at: datetime) -> int | None:
    """Give how long the session still lasts; None for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return None
    ends = request.session.get(ENDS)
    return None if ends is None else int(ends) - int(at.timestamp())


class SessionEnd:
    """Sets `request.session_ends_s`, and signs out whoever's session is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the clock and pass the request on."""
        remaining_s = left_s(request, at=now())
        if remaining_s is not None and remaining_s <= 0:
            logout(request)
            messages.info(request, _("Your session has ended. Sign in again; drafts are kept in this browser."))
            remaining_s = None
        request.session_ends_s = remaining_s  # type: ignore[attr-defined]
        return self.get_response(request)
