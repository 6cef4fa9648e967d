"""A table of figures as a value: what a page shows, a file holds and a machine reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise
Address = Mapping[str, str]


class Kind(StrEnum):
    """What the values of a column are; shares are 0…1, durations seconds."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    DURATION = "duration"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; with `leads_to` its counts lead to their rows, narrowed by these words of the address."""

    key: str
    label: Words
    kind: Kind = Kind.COUNT
    leads_to: Address | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether its values stand at the right."""
        return self.kind not in {Kind.TEXT, Kind.DAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of values, one per column, and the words of the address that narrow rows down to it."""

    values: tuple[object, ...]
    narrows: Address = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its definition and denominator; `figures` are the keys of the published figures in it."""

    key: str
    title: Words
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    figures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def text(key: str, label: Words) -> Column:
    """Give a column of names."""
    return Column(key=key, label=label, kind=Kind.TEXT)
