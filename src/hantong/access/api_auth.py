"""How a machine shows who it is: `Authorization: Bearer <prefix>.<secret>`, answered by its key."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hantong.access.key_text import is_same, parts
from hantong.access.models import ApiKey
from hantong.kit.errors import Refused

FAILURES_ALLOWED = 20
FAILURES_WITHIN_S = 60


class TooManyAttempts(Refused):
    """Keys are being guessed."""

    code = "too_many_attempts"
    message = _("Too many wrong keys. Please wait a minute.")


def bearer(request: HttpRequest) -> str:
    """Give what the request sends as its key; empty if nothing."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


def key_of(request: HttpRequest) -> ApiKey | None:
    """Give the key that a request shows in its header; None for a wrong one. Raises TooManyAttempts.

    Only wrong keys are counted, per address, so that a right one costs nothing more.
    """
    return key_named(bearer(request), request)


def key_named(text: str, request: HttpRequest) -> ApiKey | None:
    """Give the key that `text` is, in one statement; None for a wrong one. Raises TooManyAttempts."""
    prefix, secret = parts(text) if text.isprintable() else ("", "")
    key = ApiKey.objects.standing().select_related("staff").filter(prefix=prefix).first() if prefix else None
    if key is not None and is_same(secret, key.secret_sha256):
        return key
    _count_failure(request)
    return None


def _count_failure(request: HttpRequest) -> None:
    address = f"api-failures:{get_adapter().get_client_ip(request)}"
    failures = int(cache.get(address, 0)) + 1
    cache.set(address, failures, FAILURES_WITHIN_S)
    if failures > FAILURES_ALLOWED:
        raise TooManyAttempts
