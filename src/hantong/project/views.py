"""The pages of the running product about itself."""

from django.http import HttpRequest, JsonResponse

from hantong.access.doors import open_to_all
from hantong.project.health import idle_parts


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the web, the live events and the jobs all work with the database, 503 before."""
    idle = idle_parts()
    answer = JsonResponse({"ready": not idle, "waiting_for": idle}, status=503 if idle else 200)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # waiting is no fault to log
    return answer
