"""What a machine's key looks like: a public prefix and a secret of which only the digest is kept."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

PREFIX_LENGTH = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Secret:
    """A new key; `text` is shown once and kept nowhere."""

    prefix: str
    secret: str

    @property
    def text(self) -> str:
        """The key as a machine sends it."""
        return f"{self.prefix}.{self.secret}"


def new_secret() -> Secret:
    """Make a key of 256 random bits."""
    prefix = "".join(secrets.choice(_LETTERS) for _ in range(PREFIX_LENGTH))
    return Secret(prefix=prefix, secret=secrets.token_urlsafe(32))


def digest(secret: str) -> str:
    """Give what is kept of a secret; so many random bits need no slow hash."""
    return sha256(secret.encode()).hexdigest()


def is_same(secret: str, kept: str) -> bool:
    """Tell whether `secret` has the digest `kept`, in a time that does not depend on where they differ."""
    return compare_digest(digest(secret), kept)


def parts(text: str) -> tuple[str, str]:
    """Give prefix and secret of what a machine sent; empty where it has not the shape of a key."""
    prefix, _, secret = text.strip().partition(".")
    return (prefix, secret) if len(prefix) == PREFIX_LENGTH and secret else ("", "")
