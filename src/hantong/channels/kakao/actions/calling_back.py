"""An answer that takes longer goes by the callback, which lives a minute and works once."""

import http.client
import json
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from hantong.channels.kakao.actions.hearing import hear, keep_unshown
from hantong.channels.kakao.models import Talk
from hantong.channels.kakao.settings_read import is_callback
from hantong.channels.kakao.skill import Said

log = structlog.get_logger("hantong.kakao")
LIVES = timedelta(seconds=55)
PATIENCE_S = 5


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *asked: Any, **more: Any) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def call_back(*, said: Said, came_at: datetime, at: datetime) -> bool:
    """Hear what was said at `came_at` and answer by its callback; tell whether the answer was shown there.

    An answer that came too late for it, or was not taken, is told when the resident next writes.
    """
    shown = hear(said=said, at=came_at)
    if not _may_call(said):
        return False
    if at - came_at < LIVES and is_callback(said.callback) and _post(said.callback, shown):
        return True
    keep_unshown(account=said.account, shown=shown, key=said.fingerprint, at=at)
    return False


@transaction.atomic
def _may_call(said: Said) -> bool:
    """Mark the callback as used before it is, so that a job that is repeated does not use it twice."""
    talk = Talk.objects.select_for_update().get(pk=said.account)
    if talk.called_back == said.fingerprint:
        return False
    talk.called_back = said.fingerprint
    talk.save(update_fields=["called_back"])
    return True


def _post(address: str, shown: dict[str, Any]) -> bool:
    request = urllib.request.Request(  # noqa: S310  (is_callback has looked at the address)
        address, json.dumps(shown, ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    )
    try:
        with _opener.open(request, timeout=PATIENCE_S) as response:
            said = json.loads(response.read(10_000) or b"{}")
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as failed:
        log.warning("the callback was not taken", reason=type(failed).__name__)
        return False
    taken = not isinstance(said, dict) or said.get("status", "SUCCESS") == "SUCCESS"
    if not taken:
        log.warning("the callback was refused", status=str(said.get("status"))[:20])
    return taken
