"""What a row must have to be taken in at all: its key, when it was said, how it ended, on which channel."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from itertools import compress
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from hantong.imports.columns import Columns, Pick, columns_of, picker
from hantong.imports.mapping import OPEN, Choice, Mapping, Unknown
from hantong.imports.mapping import Moment as MomentPart
from hantong.imports.moments import NotAMoment, Reading, WallTimes, moment_reader
from hantong.imports.reading import Row
from hantong.imports.refusals import Rejected

KEY_LENGTH = 80
EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(days=1)

Faults = dict[int, Rejected]  # by the place of the row; the first fault of a row is the one that is told
Value = TypeVar("Value")


@dataclass(slots=True)
class Facts:
    """The facts of many matters, column by column; moments are UTC, an end state is "" while one is open."""

    keys: list[str]
    said_at: list[datetime]
    end_states: list[str]
    closed_at: list[datetime | None]
    due_at: list[datetime | None]
    answered_at: list[datetime | None]
    channels: list[str]

    def without(self, faults: Faults) -> Self:
        """Give them without the faulty rows."""
        return type(self)(*(without(getattr(self, each.name), faults) for each in fields(self)))


def without(column: Sequence[Value], faults: Faults) -> list[Value]:
    """Give a column without the faulty rows."""
    return list(compress(column, (place not in faults for place in range(len(column))))) if faults else list(column)


@dataclass(slots=True)
class FactReader:
    """Reads the facts of rows that have as many fields as the header."""

    mapping: Mapping
    header: tuple[str, ...]
    zone: str
    correction: str
    at: datetime
    walls: list[WallTimes] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = self.mapping.fields
        self._pick = {name: picker(getattr(parts, name), self.header) for name in type(parts).model_fields}
        self._reading = {name: self._reading_of(name) for name in ("said_at", "closed_at", "due_at", "answered_at")}

    _pick: dict[str, Pick] = field(init=False)
    _reading: dict[str, Reading | None] = field(init=False)

    def _reading_of(self, name: str) -> Reading | None:
        part: MomentPart | None = getattr(self.mapping.fields, name)
        if part is None:
            return None
        walls = WallTimes(ZoneInfo(self.zone), second=part.overlap == "second")
        self.walls.append(walls)
        return moment_reader(formats=part.formats, walls=walls, correction=self.correction)

    def keys(self, rows: Sequence[Row]) -> tuple[list[str], Faults]:
        """Give only the keys."""
        keys = self._pick["key"](len(rows), columns_of(rows, self.header))
        faults: Faults = {}
        for place, key in enumerate(keys):
            if not key:
                faults[place] = Rejected("no_key")
            elif len(key) > KEY_LENGTH:
                faults[place] = Rejected("key_too_long", key[:KEY_LENGTH])
            elif not key.isprintable():
                faults[place] = Rejected("encoding")
        return keys, faults

    def said_at(self, rows: Sequence[Row]) -> list[datetime]:
        """Give only when it was said, of those rows where it can be told."""
        texts = self._pick["said_at"](len(rows), columns_of(rows, self.header))
        return [moment for moment in self._moments("said_at", texts, {}) if moment is not None]

    def read(self, columns: Columns, keys: list[str], faults: Faults) -> Facts:
        """Read them; what is faulty is added to `faults` and has stand-ins here."""
        pick = {name: pick(len(keys), columns) for name, pick in self._pick.items()}
        said_at = self._said_at(pick["said_at"], faults)
        states = self._ours("status", pick["status"], unknown=OPEN, faults=faults)
        answers = pick["answer"]
        changes = [
            text if state != OPEN or answer else ""
            for state, answer, text in zip(states, answers, pick["closed_at"], strict=True)
        ]
        changed_at = self._moments("closed_at", changes, faults)
        return Facts(
            keys=keys,
            said_at=said_at,
            end_states=["" if state == OPEN else state for state in states],
            closed_at=_closed_at(states, changed_at, faults),
            due_at=self._moments("due_at", pick["due_at"], faults),
            answered_at=self._answered_at(states, answers, pick["answered_at"], changed_at, said_at, faults),
            channels=self._channels(pick["channel"], faults),
        )

    def _said_at(self, texts: list[str], faults: Faults) -> list[datetime]:
        latest = self.at + LEEWAY
        found = []
        for place, moment in enumerate(self._moments("said_at", texts, faults)):
            if moment is None:
                faults.setdefault(place, Rejected("no_time"))
            elif not EARLIEST <= moment <= latest:
                faults.setdefault(place, Rejected("future" if moment > latest else "too_old", texts[place]))
            found.append(moment or EARLIEST)
        return found

    def _answered_at(
        self,
        states: list[str],
        answers: list[str],
        texts: list[str],
        changed_at: list[datetime | None],
        said_at: list[datetime],
        faults: Faults,
    ) -> list[datetime | None]:
        """When matters still open were answered: their own time, else that of the last change, else at once."""
        answered = [state == OPEN and bool(answer) for state, answer in zip(states, answers, strict=True)]
        wanted = [text if is_so else "" for text, is_so in zip(texts, answered, strict=True)]
        told = zip(answered, self._moments("answered_at", wanted, faults), changed_at, said_at, strict=True)
        return [max(own or changed or said, said) if is_so else None for is_so, own, changed, said in told]

    def _channels(self, theirs: list[str], faults: Faults) -> list[str]:
        is_constant = not self.mapping.fields.channel.columns
        return theirs if is_constant else self._ours("channel", theirs, unknown="other", faults=faults)

    def _moments(self, name: str, texts: list[str], faults: Faults) -> list[datetime | None]:
        reading = self._reading[name]
        found: list[datetime | None] = [None] * len(texts)
        if reading is None:
            return found
        for place, text in enumerate(texts):
            if text:
                try:
                    found[place] = reading(text)
                except (NotAMoment, ValueError, OverflowError):
                    faults.setdefault(place, Rejected("bad_time", f"{name}: {text[:60]}"))
        return found

    def _ours(self, name: str, theirs: list[str], *, unknown: str, faults: Faults) -> list[str]:
        """Give our word for each of theirs."""
        choice: Choice = getattr(self.mapping.fields, name)
        ours = {value: choice.values.get(value, "") for value in set(theirs)}
        strange = {value for value, known in ours.items() if not known}
        if strange and choice.unknown is not Unknown.LEAVE:
            for place, value in enumerate(theirs):
                if value in strange:
                    faults.setdefault(place, Rejected(f"unknown_{name}", value))
        return [ours[value] or unknown for value in theirs]


def _closed_at(states: list[str], changed_at: list[datetime | None], faults: Faults) -> list[datetime | None]:
    closed_at = [None if state == OPEN else moment for state, moment in zip(states, changed_at, strict=True)]
    for place, (state, moment) in enumerate(zip(states, closed_at, strict=True)):
        if state != OPEN and moment is None:
            faults.setdefault(place, Rejected("closed_without_time"))
    return closed_at
