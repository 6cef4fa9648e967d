"""What rows of another system's export say, in our words; or why some of them cannot be taken in.

They are read column by column, because many thousands are read in one go.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hantong.imports.columns import Columns, Pick, columns_of, picker
from hantong.imports.facts import FactReader, Facts, Faults, without
from hantong.imports.reading import Row
from hantong.imports.refusals import Rejected
from hantong.kit.text import FEWEST, has_few_digits, mask_numbers

TITLE_LENGTH = 200
FIRST_LINE = 80
ADDRESS_LENGTH = 200
PASSED_TO_LENGTH = 200
LANGUAGE_LENGTH = 8
NOWHERE = 999.0

Position = tuple[float, float] | None
Attributes = dict[int, dict[str, str]]
WRITTEN = ("text", "title", "answer", "address", "passed_to")


@dataclass(slots=True)
class Matters:
    """Matters as the export has them, column by column.

    `attributes` and `notes` hold only those matters that have some, by their place in the columns.
    """

    facts: Facts
    services: list[str]
    departments: list[str]
    places: list[str]
    titles: list[str]
    texts: list[str]
    answers: list[str]
    passed_to: list[str]
    addresses: list[str]
    positions: list[Position]
    languages: list[str]
    attributes: Attributes
    notes: Attributes


@dataclass(slots=True)
class MatterReader:
    """Reads rows that have as many fields as the header; `adjusted` counts what was put right."""

    facts: FactReader
    adjusted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        mapping, header = self.facts.mapping, self.facts.header
        parts = mapping.fields
        self._pick = {name: picker(getattr(parts, name), header) for name in type(parts).model_fields}
        self._extra = [(code, header.index(column)) for code, column in mapping.attributes.items()]

    _pick: dict[str, Pick] = field(init=False)
    _extra: list[tuple[str, int]] = field(init=False)

    def read(self, rows: Sequence[Row], keys: list[str]) -> tuple[Matters, Faults]:
        """Read rows with their keys; give also which could not be read, and why."""
        header, faults = self.facts.header, Faults()
        rows = _clean(rows, faults)
        columns = columns_of(rows, header)
        facts = self.facts.read(columns, keys, faults)
        if faults:
            facts, columns = facts.without(faults), columns_of(without(rows, faults), header)
        return self._matters(columns, facts), faults

    def _matters(self, columns: Columns, facts: Facts) -> Matters:
        size = len(facts.keys)
        pick = {name: pick(size, columns) for name, pick in self._pick.items()}
        text, title, answer, address, passed_to = (masked(pick[name]) for name in WRITTEN)
        title = _titles(title, text, pick["service"], facts.keys)
        attributes = self._attributes(columns)
        return Matters(
            facts=facts,
            services=pick["service"],
            departments=pick["department"],
            places=pick["place"],
            positions=self._positions(pick["lat"], pick["lon"], attributes),
            titles=self._cut(title, TITLE_LENGTH, "title", attributes),
            texts=[words or name for words, name in zip(text, title, strict=True)],
            answers=answer,
            passed_to=[words[:PASSED_TO_LENGTH] for words in passed_to],
            addresses=self._cut(address, ADDRESS_LENGTH, "address", attributes),
            languages=[words[:LANGUAGE_LENGTH] for words in pick["language"]],
            attributes=attributes,
            notes=self._put_right(facts),
        )

    def _put_right(self, facts: Facts) -> Attributes:
        """Put right what was closed before it was said, and note what stood there."""
        notes: Attributes = {}
        for place, (said, closed) in enumerate(zip(facts.said_at, facts.closed_at, strict=True)):
            if closed is not None and closed < said:
                self.adjusted["closed_before_said"] += 1
                notes[place] = {"closed_at_there": closed.isoformat()}
                facts.closed_at[place] = said
        return notes

    def _attributes(self, columns: Columns) -> Attributes:
        found: Attributes = {}
        for code, column in self._extra:
            for place, text in enumerate(masked([text.strip() for text in columns[column]])):
                if text:
                    found.setdefault(place, {})[code] = text
        return found

    def _positions(self, lats: list[str], lons: list[str], attributes: Attributes) -> list[Position]:
        found = [_position(lat, lon) if lat and lon else None for lat, lon in zip(lats, lons, strict=True)]
        for place, position in enumerate(found):
            if position is not None and position[0] == NOWHERE:
                self.adjusted["position"] += 1
                attributes.setdefault(place, {})["position-there"] = f"{lats[place]}, {lons[place]}"
                found[place] = None
        return found

    def _cut(self, texts: list[str], length: int, name: str, attributes: Attributes) -> list[str]:
        """Cut what is too long for its column, and keep the whole of it beside."""
        for place, text in enumerate(texts):
            if len(text) > length:
                self.adjusted[f"{name}_cut"] += 1
                attributes.setdefault(place, {})[f"{name}-there"] = text
        return [text if len(text) <= length else text[: length - 1] + "…" for text in texts]


def masked(texts: list[str]) -> list[str]:
    """Give texts as they may be stored."""
    return [text if len(text) < FEWEST or has_few_digits(text) else mask_numbers(text).text for text in texts]


def _titles(titles: list[str], texts: list[str], services: list[str], keys: list[str]) -> list[str]:
    """Give the title, else the first line of the text, else the service, else the key."""
    return [
        title or text.partition("\n")[0][:FIRST_LINE].strip() or service or key
        for title, text, service, key in zip(titles, texts, services, keys, strict=True)
    ]


def _position(lat: str, lon: str) -> Position:
    """Read a position: NOWHERE when there is no such place on Earth, None for the zeros of those who know none."""
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return NOWHERE, NOWHERE
    if -90 <= north <= 90 and -180 <= east <= 180:
        return (north, east) if north or east else None
    return NOWHERE, NOWHERE


def _clean(rows: Sequence[Row], faults: Faults) -> Sequence[Row]:
    """Give the rows without NUL, which no database text may hold; bytes of another encoding are a fault."""
    whole = "".join(map("".join, rows))
    if not whole.isascii():
        for place, row in enumerate(rows):
            try:
                "".join(row).encode()
            except UnicodeEncodeError:
                faults.setdefault(place, Rejected("encoding"))
    if "\x00" not in whole:
        return rows
    return [[text.replace("\x00", "") for text in row] for row in rows]
