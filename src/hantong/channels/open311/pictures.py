"""Pictures that an app names by their addresses: fetched by a job, from the public internet only, and checked like any file."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import UUID

import structlog

from hantong.cases.actions import NewFile, attach, keep_files
from hantong.cases.models import Case
from hantong.channels.open311.channel import KEY
from hantong.kit.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
CONNECT_S, WHOLE_S = 5.0, 20.0
PORTS = {"http": 80, "https": 443}
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))
log = structlog.get_logger("hantong.open311")


class NotFetched(Exception):
    """The address gives nothing that we take; `permanent` says that trying again would not help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(reason)


def attach_linked(case_id: UUID, *, at: datetime) -> int:
    """Attach what the addresses in a matter's `media_url` give, and tell how many files.

    What is not taken stays a link on the matter. Raises NotFetched where trying again may help.
    """
    case = Case.objects.filter(pk=case_id, erased_at__isnull=True).first()
    links = case.attributes.get("media_url") if case else None
    if case is None or not isinstance(links, list):
        return 0
    attached = 0
    for link in links:
        try:
            files = keep_files([fetched(str(link))])
            attached += len(attach(case=case, files=files, by=None, at=at, channel=KEY))
        except NotFetched as error:
            if not error.permanent:
                raise
            log.warning("linked picture not taken", case=str(case_id), reason=str(error))
        except Refused as refused:
            log.warning("linked picture not taken", case=str(case_id), reason=refused.code)
    return attached


def is_public_address(address: str) -> bool:
    """Tell whether an address lies on the public internet, by whatever notation it hides behind."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public_address(str(found.ipv4_mapped))
        if any(found in network for network in TRANSLATED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def fetched(link: str) -> NewFile:
    """Give the file at an address. Raises NotFetched.

    The name is looked up once, every address it has must be public, and the connection goes to that very address.
    Nothing is followed elsewhere, and only the usual ports are knocked at.
    """
    parts = urlsplit(link)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if port not in PORTS.values() or parts.scheme not in PORTS or not parts.hostname:
        raise NotFetched("only http and https on their own ports", permanent=True)
    address = _public_address(parts.hostname, port)
    name = unquote(parts.path.rpartition("/")[2])[:100] or "picture"
    try:
        return NewFile(name=name, content=_read(parts, address, port))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(f"{type(error).__name__}", permanent=False) from error


def _public_address(host: str, port: int) -> str:
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except UnicodeError as error:
        raise NotFetched("no such name", permanent=True) from error
    except OSError as error:
        raise NotFetched("the name is not known", permanent=False) from error
    if not found or not all(is_public_address(each) for each in found):
        raise NotFetched("it does not lie on the public internet", permanent=True)
    return min(found, key=lambda each: (":" in each, each))


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says a moment later."""

    def __init__(self, host: str, address: str, port: int, *, is_tls: bool) -> None:
        super().__init__(host, port, timeout=CONNECT_S)
        self._address, self._is_tls = address, is_tls

    def connect(self) -> None:
        """Open the connection."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _read(parts: SplitResult, address: str, port: int, now_s: Callable[[], float] = time.monotonic) -> bytes:
    ends_s = now_s() + WHOLE_S
    connection = _Pinned(str(parts.hostname), address, port, is_tls=parts.scheme == "https")
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(
            "GET", path, headers={"Accept": "image/*, video/mp4, application/pdf", "User-Agent": "Hantong"}
        )
        answer = connection.getresponse()
        if answer.status != 200:
            raise NotFetched(f"it answered {answer.status}", permanent=answer.status < 500 and answer.status != 429)
        content = bytearray()
        while piece := answer.read1(64 * 1024):
            content += piece
            if len(content) > MOST_BYTES or now_s() > ends_s:
                raise NotFetched("it is too large or too slow", permanent=True)
        return bytes(content)
    finally:
        connection.close()
