"""Everything that is settled before the first row is written; plain values that travel to the writing processes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hantong.imports.copy_text import escaped
from hantong.imports.facts import FactReader
from hantong.imports.mapping import Mapping as FileMapping
from hantong.imports.matters import MatterReader
from hantong.offices.bands import Band, BandDefinition, band_clock
from hantong.offices.calendar import HolidayCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBands:
    """The band definitions of the jurisdiction (first local date, definition; newest first) and its calendar."""

    definitions: tuple[tuple[date, BandDefinition], ...]
    calendar: HolidayCalendar

    def clock(self) -> Callable[[datetime], int]:
        """Make the function from a moment to the code of its band."""
        codes = {band: band.code for band in Band}
        clocks = [(since, band_clock(each, self.calendar)) for since, each in self.definitions]
        if len(clocks) == 1:
            only = clocks[0][1]
            return lambda moment: codes[only(moment)]
        zone = ZoneInfo(self.definitions[0][1].zone)

        def at(moment: datetime) -> int:
            day = moment.astimezone(zone).date()
            return codes[next((clock for since, clock in clocks if since <= day), clocks[-1][1])(moment)]

        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Which columns a COPY names: those that each row fills, and the rest with the same words in every row."""

    name: str
    columns: tuple[str, ...]
    constants: Mapping[str, str]

    @property
    def statement(self) -> str:
        """The COPY."""
        named = ", ".join(f'"{column}"' for column in (*self.columns, *self.constants))
        return f'COPY "{self.name}" ({named}) FROM STDIN'

    @property
    def tail(self) -> str:
        """What ends every line."""
        return "".join(f"\t{escaped(word)}" for word in self.constants.values()) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryTable:
    """A binary COPY: what begins each of its rows, and the fields that end them, which are the same in every row."""

    name: str
    statement: str
    start: bytes
    end: bytes


NULL = "\\N"


@dataclass(slots=True, kw_only=True)
class Places:
    """Which of our rows their values stand for (ids as COPY reads them); grows while services are made."""

    services: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the rows of one file become matters; `is_first` when nothing of its source has been brought in yet."""

    run: UUID
    mapping: FileMapping
    header: tuple[str, ...]
    zone: str
    correction: str
    at: datetime
    jurisdiction: UUID
    department: UUID
    bands: TimeBands
    is_first: bool
    cases: BinaryTable
    history: BinaryTable
    closures: BinaryTable
    contacts: BinaryTable

    def reader(self) -> MatterReader:
        """Make the reader of its rows."""
        facts = FactReader(
            mapping=self.mapping, header=self.header, zone=self.zone, correction=self.correction, at=self.at
        )
        return MatterReader(facts)
