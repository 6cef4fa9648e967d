"""What a row of another system's export says, in our words; or why it cannot be taken in."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hantong.imports.mapping import OPEN, Choice, Mapping, Unknown, Words
from hantong.imports.mapping import Moment as MomentPart
from hantong.imports.moments import NotAMoment, WallTimes, moment_reader
from hantong.imports.reading import Row
from hantong.kit.text import mask_numbers

KEY_LENGTH = 80
TITLE_LENGTH = 200
FIRST_LINE = 80
ADDRESS_LENGTH = 200
PASSED_TO_LENGTH = 200
EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(days=1)

WRITTEN = ("text", "title", "answer", "address", "passed_to")

Pick = Callable[[Row], str]
Timer = Callable[[Row], datetime | None]


class Rejected(Exception):
    """This row cannot be taken in: `reason` is a code of `words.REASONS`, `detail` what stands there."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(reason, detail)


@dataclass(slots=True)
class Matter:
    """One matter as the export has it; moments are UTC, `end_state` is "" while it is open."""

    key: str
    said_at: datetime
    end_state: str
    closed_at: datetime | None
    due_at: datetime | None
    answered_at: datetime | None
    service: str
    channel: str
    department: str
    place: str
    title: str
    text: str
    answer: str
    passed_to: str
    address: str
    lat: float | None
    lon: float | None
    language: str
    attributes: dict[str, str]
    note: dict[str, str]


def picker(words: Words | None, header: tuple[str, ...]) -> Pick:
    """Make the function that gives the first words that are there, else the constant."""
    if words is None:
        return lambda row: ""
    constant = words.constant
    places = [header.index(column) for column in words.columns]
    if not places:
        return lambda row: constant
    if len(places) == 1:
        only = places[0]
        return lambda row: row[only].strip() or constant

    def first(row: Row) -> str:
        return next((text for place in places if (text := row[place].strip())), constant)

    return first


def masked(text: str) -> str:
    """Give `text` as it may be stored; no number that identifies a person has fewer than 13 digits."""
    return text if len(text) < 13 else mask_numbers(text).text


def _clean(row: Row) -> Row:
    """Give the row without NUL, which no database text may hold. Raises Rejected for bytes of another encoding."""
    whole = "".join(row)
    if not whole.isascii():
        try:
            whole.encode()
        except UnicodeEncodeError:
            raise Rejected("encoding") from None
    return [text.replace("\x00", "") for text in row] if "\x00" in whole else row


@dataclass(slots=True)
class MatterReader:
    """Reads rows by a mapping; `adjusted` counts what was put right instead of being refused."""

    mapping: Mapping
    header: tuple[str, ...]
    zone: str
    correction: str
    at: datetime
    adjusted: Counter[str] = field(default_factory=Counter)
    walls: list[WallTimes] = field(default_factory=list)

    def __post_init__(self) -> None:
        fields, header = self.mapping.fields, self.header
        self._width = len(header)
        self._pick = {name: picker(getattr(fields, name), header) for name in type(fields).model_fields}
        self._time = {name: self._timer(name) for name in ("said_at", "closed_at", "due_at", "answered_at")}
        self._written = [self._pick[name] for name in WRITTEN]
        self._choice = {name: getattr(fields, name) for name in ("status", "channel")}
        self._states: dict[str, str] = {}
        self._channels: dict[str, str] = {}
        self._extra = [(code, header.index(column)) for code, column in self.mapping.attributes.items()]
        self._latest = self.at + LEEWAY

    _width: int = field(init=False)
    _pick: dict[str, Pick] = field(init=False)
    _written: list[Pick] = field(init=False)
    _time: dict[str, Timer] = field(init=False)
    _choice: dict[str, Choice] = field(init=False)
    _states: dict[str, str] = field(init=False)
    _channels: dict[str, str] = field(init=False)
    _extra: list[tuple[str, int]] = field(init=False)
    _latest: datetime = field(init=False)

    def _timer(self, name: str) -> Timer:
        """Make the function that gives a row's moment of that name, if it has one; it raises Rejected."""
        part: MomentPart | None = getattr(self.mapping.fields, name)
        if part is None:
            return lambda row: None
        walls = WallTimes(ZoneInfo(self.zone), second=part.overlap == "second")
        self.walls.append(walls)
        reading = moment_reader(formats=part.formats, walls=walls, correction=self.correction)
        pick = self._pick[name]

        def time(row: Row) -> datetime | None:
            text = pick(row)
            try:
                return reading(text) if text else None
            except (NotAMoment, ValueError, OverflowError):
                raise Rejected("bad_time", f"{name}: {text[:60]}") from None

        return time

    def said_at(self, row: Row) -> datetime:
        """Give only when it was said. Raises Rejected."""
        said_at = self._time["said_at"](row)
        if said_at is None:
            raise Rejected("no_time")
        return said_at

    def key(self, row: Row) -> str:
        """Give only the key. Raises Rejected."""
        if len(row) != self._width:
            raise Rejected("columns", f"{len(row)} ≠ {self._width}")
        key = self._pick["key"](row)
        if not key:
            raise Rejected("no_key")
        if len(key) > KEY_LENGTH:
            raise Rejected("key_too_long", key[:KEY_LENGTH])
        if not key.isprintable():
            raise Rejected("encoding")
        return key

    def read(self, row: Row, *, key: str = "") -> Matter:
        """Read one row; `key` if it is known already. Raises Rejected."""
        key = key or self.key(row)
        row = _clean(row)
        pick = self._pick
        said_at = self.said_at(row)
        if not EARLIEST <= said_at <= self._latest:
            raise Rejected("future" if said_at > self._latest else "too_old", pick["said_at"](row))
        note: dict[str, str] = {}
        end_state, closed_at = self._ending(row, said_at, note)
        service = pick["service"](row)
        text, title, answer, address, passed_to = self._words(row)
        title = title or text.partition("\n")[0][:FIRST_LINE].strip() or service
        attributes = {code: masked(value) for code, place in self._extra if (value := row[place].strip())}
        lat, lon = self._position(row, attributes)
        return Matter(
            key=key,
            said_at=said_at,
            end_state=end_state,
            closed_at=closed_at,
            due_at=self._time["due_at"](row),
            answered_at=self._answered_at(row, said_at, closed_at),
            service=service,
            channel=self._channel(row),
            department=pick["department"](row),
            place=pick["place"](row),
            title=self._cut(title or key, TITLE_LENGTH, "title", attributes),
            text=text or title or key,
            answer=answer,
            passed_to=passed_to[:PASSED_TO_LENGTH],
            address=self._cut(address, ADDRESS_LENGTH, "address", attributes),
            lat=lat,
            lon=lon,
            language=pick["language"](row)[:8],
            attributes=attributes,
            note=note,
        )

    def _words(self, row: Row) -> list[str]:
        """Give what people wrote, masked; looked at once as a whole, because nearly always nothing is to be masked."""
        words = [pick(row) for pick in self._written]
        return words if not mask_numbers("\n".join(words)).kinds else [masked(text) for text in words]

    def _ending(self, row: Row, said_at: datetime, note: dict[str, str]) -> tuple[str, datetime | None]:
        theirs = self._pick["status"](row)
        state = self._states.get(theirs)
        if state is None:
            state = self._states[theirs] = self._state(theirs)
        if state == OPEN:
            return "", None
        closed_at = self._time["closed_at"](row)
        if closed_at is None:
            raise Rejected("closed_without_time")
        if closed_at < said_at:
            self.adjusted["closed_before_said"] += 1
            note["closed_at_there"] = closed_at.isoformat()
            return state, said_at
        return state, closed_at

    def _state(self, theirs: str) -> str:
        status = self._choice["status"]
        known = status.values.get(theirs)
        if known is None and status.unknown is Unknown.REJECT:
            raise Rejected("unknown_status", theirs)
        return known or OPEN

    def _channel(self, row: Row) -> str:
        theirs = self._pick["channel"](row)
        known = self._channels.get(theirs)
        if known is None:
            channel = self._choice["channel"]
            known = theirs if not channel.columns else channel.values.get(theirs, "")
            if not known and channel.unknown is Unknown.LEAVE:
                known = "other"
            if not known:
                raise Rejected("unknown_channel", theirs)
            self._channels[theirs] = known
        return known

    def _answered_at(self, row: Row, said_at: datetime, closed_at: datetime | None) -> datetime | None:
        """When a matter that is still open was answered: its own time, else that of the last change, else at once."""
        if closed_at is not None or not self._pick["answer"](row):
            return None
        answered_at = self._time["answered_at"](row) or self._time["closed_at"](row) or said_at
        return max(answered_at, said_at)

    def _position(self, row: Row, attributes: dict[str, str]) -> tuple[float | None, float | None]:
        given = self._pick["lat"](row), self._pick["lon"](row)
        if not (given[0] and given[1]):
            return None, None
        try:
            lat, lon = float(given[0]), float(given[1])
        except ValueError:
            lat, lon = 999.0, 999.0
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return (lat, lon) if (lat, lon) != (0, 0) else (None, None)
        self.adjusted["position"] += 1
        attributes["position-there"] = ", ".join(given)
        return None, None

    def _cut(self, text: str, length: int, name: str, attributes: dict[str, str]) -> str:
        """Cut what is too long for its column, and keep the whole of it beside."""
        if len(text) <= length:
            return text
        self.adjusted[f"{name}_cut"] += 1
        attributes[f"{name}-there"] = text
        return text[: length - 1] + "…"
