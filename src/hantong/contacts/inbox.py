"""How a channel reads what was kept as it came: the second half of a channel whose residents write on their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, cast, runtime_checkable

from hantong.cases.models import Case
from hantong.contacts.channel import channels
from hantong.contacts.models import Contact, RawArrival


@dataclass(frozen=True, slots=True)
class Kept:
    """A raw arrival with the whole of its content."""

    raw: RawArrival
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a raw arrival: done or held, why, and what it became or belongs to."""

    state: RawArrival.State = RawArrival.State.DONE
    reason: str = ""
    trouble: str = ""
    contact: Contact | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A raw arrival as staff may look at it: plain words, cleaned HTML where there was some, names of its files."""

    text: str
    html: str = ""
    files: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())


@runtime_checkable
class Inbox(Protocol):
    """A channel that reads raw arrivals."""

    def take_in(self, those: Sequence[Kept], *, at: datetime) -> Sequence[Taken]:
        """Read what was kept, do what it asks for, and tell for each what came of it; no two are of one sender.

        Raises ChannelError, Refused, or whatever broken input causes, when one of them cannot be read: the others
        come again without it.
        """

    def show(self, content: bytes) -> Shown:
        """Give it as staff may look at it, numbers that identify people masked."""


def inbox(channel: str) -> Inbox:
    """Give the reader of a channel's raw arrivals. Raises KeyError where it has none."""
    found = channels()[channel]
    if not isinstance(found, Inbox):
        raise KeyError(channel)
    return cast(Inbox, found)
