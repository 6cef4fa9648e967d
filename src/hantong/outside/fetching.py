"""One GET of a file at an address that anybody may have given: public hosts only, no redirects, so much and no more."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from hantong.outside.calling import USUAL_PORTS, path_of, pinned
from hantong.outside.places import NotAllowed

WHOLE_S = 20.0
AT_ONCE = 64 * 1024


class TooMuch(Exception):
    """It is larger than was asked for, or too slow."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back; a redirect is an answer like any other."""

    status: int
    content: bytes


def fetch(url: str, *, accept: str, most_bytes: int, now_s: Callable[[], float] = time.monotonic) -> Fetched:
    """Give what lies at `url`. Raises NotAllowed, NoAnswer, TooMuch."""
    ends_s = now_s() + WHOLE_S
    parts = _checked(url)
    with pinned(parts, whole_s=WHOLE_S + 1, may_be_ours=False) as connection:
        connection.request("GET", path_of(parts), headers={"Accept": accept, "User-Agent": "Hantong"})
        answer = connection.getresponse()
        content = bytearray()
        while piece := answer.read1(AT_ONCE):
            content += piece
            if len(content) > most_bytes or now_s() > ends_s:
                raise TooMuch
    return Fetched(answer.status, bytes(content))


def _checked(url: str) -> SplitResult:
    """Give the parts of an address of http or https on their own ports. Raises NotAllowed."""
    parts = urlsplit(url)
    try:
        port = parts.port or USUAL_PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if port not in USUAL_PORTS.values() or parts.scheme not in USUAL_PORTS or not parts.hostname:
        raise NotAllowed("only http and https on their own ports", permanent=True)
    return parts
