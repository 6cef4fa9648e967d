"""What a reader sees when something is wrong: the frame that they know and a way back, whatever has failed."""

from urllib.parse import urlsplit

import structlog
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hantong.access.doors import person_of
from hantong.project.menu import menu_for
from hantong.shell.context import look

log = structlog.get_logger("hantong.web")
LAST_PAGE = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>저희 쪽에서 오류가 났습니다 · That was our mistake</title></head>
<body><main><h1>저희 쪽에서 오류가 났습니다</h1><p>잠시 후 다시 시도해 주십시오. <a href="/">첫 화면으로</a></p>
<div lang="en"><h2>That was our mistake</h2><p>Please try again in a few minutes. <a href="/">To the first page</a></p></div>
</main></body></html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read."""
    return _told(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a door that does not open for this person."""
    return _told(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address behind which there is nothing for this person."""
    return _told(request, "404.html", status=404)


def form_not_trusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or too old."""
    return _told(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without the database, and where even that fails with words that need nothing at all."""
    try:
        return HttpResponse(render_to_string("500.html", _known(request)), status=500)
    except Exception:
        log.exception("the page for faults failed itself")
        return HttpResponse(LAST_PAGE, status=500)


def _told(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """Show an error in its reader's own frame; where the frame itself fails, it is a fault of ours."""
    try:
        return render(request, template, {"back_url": _back(request)}, status=status)
    except Exception:
        log.exception("the page for an error failed itself", template=template)
        return server_error(request)


def _known(request: HttpRequest) -> dict[str, object]:
    """Give what a page can know of its request without asking anybody."""
    person = person_of(request)
    return {
        **look(request),
        "menu": menu_for(person, request.path),
        "home_url": reverse("start") if person else "/",
        "again_url": request.get_full_path() if request.method == "GET" else "",
        "number": structlog.contextvars.get_contextvars().get("request", ""),
    }


def _back(request: HttpRequest) -> str:
    """Give the page of ours that led here, if another one did; at an address that is not ours there is none."""
    came_from = request.headers.get("Referer", "")
    try:
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    except DisallowedHost:
        is_ours = False
    if not is_ours:
        return ""
    return "" if urlsplit(came_from).path == request.path else came_from
