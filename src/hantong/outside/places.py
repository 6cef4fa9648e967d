"""Which addresses may be called: those on the public internet, and the hosts of our own that a setting names."""

import os
import socket
from ipaddress import IPv6Address, IPv6Network, ip_address

TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))


class NotAllowed(Exception):
    """The address is not one that we call; `permanent` says that trying again would not help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        self.reason, self.permanent = reason, permanent
        super().__init__(reason)


def is_public_address(address: str) -> bool:
    """Tell whether an address lies on the public internet, by whatever notation it hides behind."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public_address(str(found.ipv4_mapped))
        if any(found in network for network in TRANSLATED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def is_private_literal(host: str) -> bool:
    """Tell whether `host` is an address, and not a public one; a name is looked up only when it is called."""
    try:
        return not is_public_address(host)
    except ValueError:
        return False


def private_hosts() -> frozenset[str]:
    """Give the hosts of a private network that may be called all the same."""
    return frozenset(name.strip().lower() for name in os.environ.get("HANTONG_PRIVATE_HOSTS", "").split(",") if name)


def address_of(host: str, port: int, *, may_be_ours: bool = True) -> str:
    """Look a name up once and give the address to connect to; every address it has must be public.

    Hosts of our own may be called only for what our own people set up. Raises NotAllowed.
    """
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except UnicodeError as error:
        raise NotAllowed("there is no such name", permanent=True) from error
    except OSError as error:
        raise NotAllowed("the name is not known", permanent=False) from error
    is_ours = may_be_ours and host.lower() in private_hosts()
    if not found or not (is_ours or all(is_public_address(each) for each in found)):
        raise NotAllowed("it does not lie on the public internet", permanent=True)
    return min(found, key=lambda each: (":" in each, each))
