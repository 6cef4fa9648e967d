"""The key with which push services know us (VAPID, RFC 8292): from a setting, or made at first use in the var folder."""

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HOLDS_FOR = timedelta(hours=12)


def public_push_key(folder: Path) -> str:
    """Give what a browser needs to take notifications from us and from nobody else."""
    point = _key(_private(folder)).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _plain(point)


def authorization(folder: Path, *, address: str, contact: str, at: datetime) -> dict[str, str]:
    """Give the header by which the push service at `address` knows that we are who the browser agreed to."""
    from py_vapid import Vapid02

    parts = urlsplit(address)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + HOLDS_FOR).timestamp()),
        "sub": f"mailto:{contact}",
    }
    signed: dict[str, str] = Vapid02(_key(_private(folder)), conf={"no-strict": True}).sign(claims)
    return signed


def _private(folder: Path) -> str:
    """Give the private key, 32 bytes in base64url; several processes that begin at once agree on one."""
    if given := os.environ.get("HANTONG_PUSH_KEY"):
        return given
    kept = folder / "push_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big")
        fresh = kept.with_name(f"push_key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(_plain(made))
        with suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text().strip()


@lru_cache(maxsize=4)
def _key(private: str) -> Any:
    number = int.from_bytes(urlsafe_b64decode(private + "=" * (-len(private) % 4)), "big")
    return ec.derive_private_key(number, ec.SECP256R1())


def _plain(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
