"""The secrets of webhooks and the headers of Standard Webhooks: id, moment, one signature per standing secret."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from standardwebhooks.webhooks import Webhook as Signer


def secret_of(webhook: UUID, n: int, *, key: str) -> str:
    """Give the `n`-th secret of a webhook, as its receiver keeps it."""
    made = hmac.new(key.encode(), f"hantong webhook\n{webhook}\n{n}".encode(), hashlib.sha256).digest()
    return f"whsec_{base64.b64encode(made).decode()}"


def message_id(delivery: UUID) -> str:
    """Give the `webhook-id`: the same for every try of one message."""
    return f"msg_{delivery.hex}"


def headers_for(delivery: UUID, body: str, *, secrets: Sequence[str], at: datetime) -> Mapping[str, str]:
    """Give the headers that a receiver checks with any library of Standard Webhooks."""
    name, moment = message_id(delivery), at.astimezone(UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": name,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Signer(secret).sign(name, moment, body) for secret in secrets),
    }
