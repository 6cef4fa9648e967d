"""The one shape of a channel: how a resident's words come in, and how an answer goes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from hantong.cases.actions import KeptFile


class ChannelError(Exception):
    """The outside failed; `permanent` says that trying again would not help, `again_at` that it was only too early."""

    def __init__(self, reason: str, *, permanent: bool, again_at: datetime | None = None) -> None:
        self.reason = reason
        self.permanent = permanent
        self.again_at = again_at
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedBy:
    """A way to reach the resident that an arrival names; `kind` is phone, email or account, `value` as written."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came along, not yet checked."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a channel read: who said what, when, where, and about which matter.

    `id` and `key` are made by the side that recorded first: the same arrival read twice has the same.
    `said_at` is when the resident spoke, which may be long before it was recorded. `uploads` are files not yet
    checked, `kept` those that were checked and kept when the form came back with a question.
    """

    id: UUID
    channel: str
    key: str = ""
    said_at: datetime
    text: str
    jurisdiction: UUID
    place: UUID | None = None
    desk: UUID | None = None
    service: UUID | None = None
    title: str = ""
    name: str = ""
    reached_by: tuple[ReachedBy, ...] = ()
    resident: UUID | None = None
    language: str = "ko"
    needs: tuple[str, ...] = ()
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    uploads: tuple[Upload, ...] = ()
    kept: tuple[KeptFile, ...] = ()
    consents: tuple[str, ...] = ()
    handling_s: int | None = None
    is_urgent: bool = False
    joins: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is to be told to a resident.

    `answers` is what the outside calls the words that it answers, oldest first; `own_address` is the address of
    ours that they came to, from which it is answered. What was not asked for can wait for the morning.
    """

    key: str
    recipient: str
    subject: str
    body: str
    language: str
    reply_to_number: str = ""
    answers: tuple[str, ...] = ()
    own_address: str = ""
    is_asked_for: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The outside took it; `reference` is its own name for it.

    Not final when it only waits in the channel's own queue: the channel then says later what became of it, by
    `record_sent` or `record_bounce`.
    """

    reference: str
    at: datetime
    is_final: bool = True


class Channel(Protocol):
    """One way to reach us. `replies` is the kind of contact point that answers go to, or "" where none can."""

    key: str
    label: str | Promise
    replies: str

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what came in. Raises ChannelError(permanent=True) for what nobody could ever read."""

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer; what it writes down itself stays written.

        The same `key` comes again where we died before the outside's yes was written down. Raises ChannelError.
        """

    def sample(self) -> Mapping[str, object]:
        """Give an arrival as the outside would send it, for tests and guides."""


@runtime_checkable
class Picky(Protocol):
    """A channel that does not reach every contact point of the kind that it replies to."""

    def reaches(self, value: str) -> bool:
        """Tell whether answers can go there as things are."""


def reaches(channel: Channel, value: str) -> bool:
    """Tell whether answers by `channel` can go to `value`."""
    return channel.reaches(value) if isinstance(channel, Picky) else True


@cache
def channels() -> Mapping[str, Channel]:
    """Give the registered channels by their key."""
    paths: tuple[str, ...] = import_string(settings.HANTONG_CHANNELS)
    found = [import_string(path)() for path in paths]
    return {channel.key: channel for channel in found}
