"""What the rooms above hold about residents: counted, exported and erased through one list, as channels are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that came from a resident, and how to read it."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Portion:
    """What one room holds about a resident: rows of plain values, the words for their columns, and files."""

    key: str
    label: str | Promise
    columns: Mapping[str, str | Promise]
    rows: Sequence[Row]
    files: Sequence[HeldFile] = ()


@dataclass(frozen=True, slots=True)
class Expired:
    """What has been kept long enough, of one retention class in one jurisdiction."""

    retention: str
    jurisdiction: UUID | None
    counts: Mapping[str, int]
    residents: Collection[UUID] = field(default=frozenset(), compare=False)


class Holding(Protocol):
    """One room's records about residents."""

    key: str

    def open_matters(self, residents: Collection[UUID]) -> int:
        """Count what is still being done for these records."""

    def count(self, residents: Collection[UUID]) -> Mapping[str, int]:
        """Count what is held about these records, by kind."""

    def export(self, residents: Collection[UUID]) -> Sequence[Portion]:
        """Give everything held about these records."""

    def erase(self, residents: Collection[UUID], *, at: datetime) -> Mapping[str, int]:
        """Erase everything held about these records, and tell how much of each kind."""

    def expired(self, *, at: datetime) -> Sequence[Expired]:
        """Count what has been kept long enough and is not held."""

    def destroy(self, *, at: datetime, most: int) -> Sequence[Expired]:
        """Erase up to `most` records that have been kept long enough and are not held, and tell what it was."""

    def still_of(self, residents: Collection[UUID]) -> Collection[UUID]:
        """Give those of these residents about whom something is still held."""


@cache
def holdings() -> tuple[Holding, ...]:
    """Give the registered holdings, in the order in which they are erased."""
    paths: tuple[str, ...] = import_string(settings.HANTONG_HOLDINGS)
    return tuple(import_string(path)() for path in paths)
