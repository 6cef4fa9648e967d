"""The key with which push services know us (VAPID, RFC 8292): from a setting, or from the installation's own secret."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HOLDS_FOR = timedelta(hours=12)
ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_push_key(secret: str) -> str:
    """Give what a browser needs to take notifications from us and from nobody else."""
    point = _key(secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def authorization(secret: str, *, address: str, contact: str, at: datetime) -> dict[str, str]:
    """Give the header by which the push service at `address` knows that we are who the browser agreed to."""
    from py_vapid import Vapid02

    parts = urlsplit(address)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + HOLDS_FOR).timestamp()),
        "sub": f"mailto:{contact}",
    }
    signed: dict[str, str] = Vapid02(_key(secret), conf={"no-strict": True}).sign(claims)
    return signed


def _key(secret: str) -> Any:
    return _made(os.environ.get("HANTONG_PUSH_KEY", ""), secret)


@lru_cache(maxsize=4)
def _made(given: str, secret: str) -> Any:
    """Give the private key: the one set, else one that follows from the secret, so that a backup brings it along."""
    if given:
        number = int.from_bytes(urlsafe_b64decode(given + "=" * (-len(given) % 4)), "big")
    else:
        drawn = hmac.new(secret.encode(), b"hantong web push", hashlib.sha512).digest()
        number = int.from_bytes(drawn, "big") % (ORDER_OF_P256 - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())
