"""The secret in the address of a talk: whoever holds it reads and writes there, and nobody else."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

LENGTH = 27


def talk_token(talk: UUID, *, secret: str) -> str:
    """Derive a talk's secret: 160 bits of HMAC-SHA256; nothing is stored."""
    key = hashlib.sha256(b"hantong chat\n" + secret.encode()).digest()
    return urlsafe_b64encode(hmac.digest(key, talk.bytes, "sha256")[:20]).decode().rstrip("=")


def is_token(token: str, talk: UUID, *, secret: str) -> bool:
    """Tell whether `token` is the talk's secret."""
    return hmac.compare_digest(token.encode(), talk_token(talk, secret=secret).encode())
