"""How a machine shows who it is: `Authorization: Bearer <prefix>.<secret>`, answered by its key."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hantong.access.key_text import is_same, parts
from hantong.access.key_use import count_use
from hantong.access.models import ApiKey
from hantong.kit.errors import Refused

FAILURES_ALLOWED = 20
FAILURES_WITHIN_S = 60
USE_NOTED_EVERY = timedelta(minutes=5)


class TooManyAttempts(Refused):
    """Keys are being guessed."""

    code = "too_many_attempts"
    message = _("Too many wrong keys. Please wait a minute.")
    status = 429
    retry_after_s = FAILURES_WITHIN_S


def bearer(request: HttpRequest) -> str:
    """Give what the request sends as its key; empty if nothing."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


def key_of(request: HttpRequest) -> ApiKey | None:
    """Give the key that a request shows in its header, and count its use; None for a wrong one.

    Wrong keys are counted per address, right ones per key. Raises TooManyAttempts, TooManyRequests.
    """
    key = key_named(bearer(request), request)
    if key is not None:
        count_use(key)
    return key


def key_named(text: str, request: HttpRequest) -> ApiKey | None:
    """Give the key that `text` is, in one statement, and note now and then that it is used; None for a wrong one.

    Raises TooManyAttempts.
    """
    prefix, secret = parts(text) if text.isprintable() else ("", "")
    key = ApiKey.objects.standing().select_related("staff").filter(prefix=prefix).first() if prefix else None
    if key is not None and is_same(secret, key.secret_sha256):
        _note_use(key)
        return key
    _count_failure(request)
    return None


def _note_use(key: ApiKey) -> None:
    at = now()
    if key.last_used_at is None or at - key.last_used_at > USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)


def _count_failure(request: HttpRequest) -> None:
    address = f"api-failures:{get_adapter().get_client_ip(request)}"
    failures = int(cache.get(address, 0)) + 1
    cache.set(address, failures, FAILURES_WITHIN_S)
    if failures > FAILURES_ALLOWED:
        raise TooManyAttempts
