"""The pages of the running product about itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from hantong.access.doors import allow, open_to_all
from hantong.offices.request import StaffRequest
from hantong.project.health import idle_parts
from hantong.project.menu import home_of


@require_safe
@allow()
def start(request: StaffRequest) -> HttpResponse:
    """Lead somebody who has signed in to where they begin."""
    return redirect(home_of(request.person))


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the web, the live events and the jobs all work with the database, 503 before."""
    idle = idle_parts()
    answer = JsonResponse({"ready": not idle, "waiting_for": idle}, status=503 if idle else 200)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # waiting is no fault to log
    return answer
