"""The address that the chatbot calls: it must answer within five seconds, and shows a secret that we share."""

import json

import structlog
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hantong.access.doors import open_to_all
from hantong.channels.kakao.actions import hear
from hantong.channels.kakao.settings_read import is_ours
from hantong.channels.kakao.skill import NotASkillRequest, Said, answer, later, read_skill

log = structlog.get_logger("hantong.kakao")
HEADER = "X-Hantong-Secret"
PATIENCE_MS = 3000


@csrf_exempt
@open_to_all
@require_POST
def skill(request: HttpRequest) -> HttpResponse:
    """Hear what a resident wrote to the chatbot, and answer."""
    if not is_ours(request.headers.get(HEADER, "")):
        raise Http404
    try:
        said = read_skill(json.loads(request.body))
    except (ValueError, RecursionError) as wrong:
        reason = str(wrong) if isinstance(wrong, NotASkillRequest) else "the body is no JSON"
        return JsonResponse({"error": reason}, status=400)
    return JsonResponse(_answer(said), json_dumps_params={"ensure_ascii": False})


def _answer(said: Said) -> dict[str, object]:
    """Answer at once; what the database keeps waiting for three seconds is finished by a job."""
    came_at = now()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
            return hear(said=said, at=came_at)
    except DatabaseError:
        log.warning("answered later", exc_info=True)
    with translation.override("ko"):
        try:
            return _later(said, came_at.isoformat())
        except DatabaseError:
            return answer([_("We cannot answer just now. Please write once more in a few minutes.")])


def _later(said: Said, came_at: str) -> dict[str, object]:
    from hantong.channels.kakao.jobs import call_back

    call_back.defer(said=said.plain(), came_at=came_at)
    if said.callback:
        return later(_("One moment, please. The answer follows."))
    return answer([_("This takes a moment. Write anything in a minute and you will see the answer.")])
