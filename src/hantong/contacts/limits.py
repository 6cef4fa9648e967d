"""How much one address may do: enough for a whole family behind one connection, too little for a machine."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings

REPORTS_PER_ADDRESS, REPORTS_WITHIN = 12, timedelta(hours=1)
UPLOADS_PER_ADDRESS = 40
TRIES_PER_NUMBER, TRIES_WITHIN = 10, timedelta(hours=1)
TRIES_PER_ADDRESS = 30
SHORTEST_FILL_S = 2.0


def address_of(meta: dict[str, str]) -> str:
    """Give the network address of a request; behind our own proxy, the one that it saw. IPv6 counts by its /64."""
    seen = meta.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS and (forwarded := meta.get("HTTP_X_FORWARDED_FOR", "")):
        seen = forwarded.rpartition(",")[2].strip()
    try:
        address = ip_address(seen)
    except ValueError:
        return seen[:60]
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)
