"""The outermost and the innermost layer of a request: its id and log line, and refusals said as answers."""

import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from hantong.kit.editions import turn
from hantong.kit.errors import Refused

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("hantong.web")


class RequestLog:
    """Gives each request an id and one log line without personal data: neither query strings nor bodies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within one turn of reference data, and log how it went."""
        started = time.perf_counter()
        request_id = uuid4().hex[:12]
        structlog.contextvars.bind_contextvars(request=request_id)
        with turn():
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
        write = log.error if response.status_code >= 500 and response.status_code != 503 else log.debug
        write("answered", method=request.method, path=request.path, status=response.status_code, ms=elapsed_ms)
        structlog.contextvars.clear_contextvars()
        return response


class Refusals:
    """Turns a refused act into a message on the page it came from, a piece for HTMX, or a problem for machines."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a Refused; leave everything else to be a 500."""
        if not isinstance(error, Refused):
            return None
        if request.path.startswith("/api/"):
            return problem(error)
        if getattr(request, "htmx", False):
            return render(request, "shell/_refusal.html", {"refusal": error}, status=409)
        back = request.META.get("HTTP_REFERER", "")
        if request.method == "POST" and url_has_allowed_host_and_scheme(back, {request.get_host()}):
            messages.error(request, str(error))
            return HttpResponseRedirect(back)
        return render(request, "409.html", {"refusal": error}, status=409)


def problem(error: Refused) -> HttpResponse:
    """Give a refusal as RFC 9457 problem details."""
    body = {"type": f"about:blank#{error.code}", "title": str(error), "status": error.status, "code": error.code}
    if error.field:
        body["field"] = error.field
    answer = JsonResponse(body, status=error.status, content_type="application/problem+json")
    if error.retry_after_s:
        answer["Retry-After"] = str(error.retry_after_s)
    return answer
