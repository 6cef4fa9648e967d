"""Which accounts of social networks are ours, as the environment says it."""

import os
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
USUAL_PORTS = {"https": 443, "http": 80}


class WrongSetting(ValueError):
    """A setting about accounts cannot be read; the message names it and says what it looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of ours: on which network, under which name, at which server, and what opens it."""

    network: str
    user: str
    base_url: str
    host: str
    secret: str = field(repr=False)

    @property
    def address(self) -> str:
        """The account as it stands on the list of our addresses."""
        return f"{self.network}:{self.user}" if self.network == "bluesky" else f"{self.network}:{self.user}@{self.host}"


def accounts() -> list[Account]:
    """Give the accounts that are set. Raises WrongSetting."""
    return [read_account(value) for value in os.environ.get("HANTONG_SOCIAL", "").split()]


def read_account(value: str) -> Account:
    """Read `mastodon+https://minwon:TOKEN@social.example` or its like for Bluesky. Raises WrongSetting."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    network, _plus, scheme = parts.scheme.partition("+")
    host = (parts.hostname or "").lower()
    is_safe = scheme == "https" or (scheme == "http" and host in LOOPBACK)
    if network not in {"mastodon", "bluesky"} or not is_safe or not (host and parts.username and parts.password):
        raise WrongSetting(
            "HANTONG_SOCIAL: each account looks like mastodon+https://name:ACCESS-TOKEN@server.example or "
            "bluesky+https://name.bsky.social:APP-PASSWORD@bsky.social; several are divided by spaces."
        )
    place = host if port in {None, USUAL_PORTS[scheme]} else f"{host}:{port}"
    return Account(
        network=network,
        user=unquote(parts.username or "").lower(),
        base_url=f"{scheme}://{place}",
        host=place,
        secret=unquote(parts.password or ""),
    )
