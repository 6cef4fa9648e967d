"""What a dry run finds in a file: how much, what is unknown, what repeats, what would be refused, at which hours."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from hantong.imports.batch import Batch, adjustments
from hantong.imports.clock_check import Judgement, judge
from hantong.imports.facts import without
from hantong.imports.hours_seen import HoursSeen, Tally, hours_seen, share_outside
from hantong.imports.matters import MatterReader, Matters

EXAMPLES = 5
MOST_VALUES = 200
NIGHT_ENDS_H, NIGHT_BEGINS_H = 7, 19


@dataclass(slots=True, kw_only=True)
class Clock:
    """The histogram of local hours with its judgement; `night_share` is the share outside 07:00–19:00, any day."""

    hours: list[int]
    by_offset: dict[str, list[int]]
    night_share: float | None
    verdict: str
    reasons: list[str]
    quiet_from_h: int | None
    centre_h: float | None
    moved_h: float | None
    spikes: list[list[int]]
    midnight_share: float
    has_no_hours: bool
    correction: str
    hours_off: list[float]


def clock_of(seen: HoursSeen, judgement: Judgement) -> Clock:
    """Put histogram and judgement together."""
    return Clock(
        hours=list(seen.hours),
        by_offset={str(offset): list(hours) for offset, hours in seen.by_offset.items()},
        night_share=share_outside(seen.hours, from_h=NIGHT_ENDS_H, to_h=NIGHT_BEGINS_H),
        verdict=judgement.verdict.value,
        reasons=list(judgement.reasons),
        quiet_from_h=judgement.quiet_from_h,
        centre_h=judgement.centre_h,
        moved_h=judgement.moved_h,
        spikes=[list(pair) for pair in judgement.spikes],
        midnight_share=judgement.midnight_share,
        has_no_hours=judgement.has_no_hours,
        correction=judgement.correction,
        hours_off=list(judgement.hours_off),
    )


def look_at_clock(tally: Tally, zone: str) -> Clock:
    """Make and judge the histogram of what was counted."""
    seen = hours_seen(tally, ZoneInfo(zone))
    return clock_of(seen, judge(seen))


@dataclass(slots=True, kw_only=True)
class Survey:
    """The findings; counts of rows unless they say otherwise."""

    rows: int = 0
    fit: int = 0
    known: int = 0
    duplicates: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    adjusted: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    would_make: dict[str, list[str]] = field(default_factory=dict)
    first_said_at: str = ""
    last_said_at: str = ""
    clock: Clock | None = None

    def as_json(self) -> dict[str, object]:
        """Give the findings as plain values."""
        return asdict(self)

    @property
    def rejected_total(self) -> int:
        """How many rows would be refused."""
        return sum(self.rejected.values())


@dataclass(slots=True)
class Surveyor:
    """Reads every row as the import would, and writes nothing."""

    reader: MatterReader
    is_known: Callable[[list[str]], set[str]]
    findings: Survey = field(default_factory=Survey)
    tally: Tally = field(default_factory=Tally)
    _reasons: Counter[str] = field(default_factory=Counter)
    _unknown: dict[str, Counter[str]] = field(default_factory=dict)
    _kinds: dict[str, Counter[str]] = field(
        default_factory=lambda: {"states": Counter(), "channels": Counter(), "services": Counter()}
    )
    _first: datetime | None = None
    _last: datetime | None = None

    def look(self, batch: Batch) -> None:
        """Read a batch."""
        self.findings.rows += batch.size
        self.findings.duplicates += batch.duplicates
        for each in batch.refused:
            self._refuse(each.row_n, each.reason, each.detail)
        keys, keyless = self.reader.facts.keys(batch.rows)
        row_ns = without(batch.row_ns, keyless)
        matters, faults = self.reader.read(without(batch.rows, keyless), without(keys, keyless))
        told = [(batch.row_ns[place], why) for place, why in keyless.items()]
        told += [(row_ns[place], why) for place, why in faults.items()]
        for row_n, why in sorted(told, key=itemgetter(0)):
            self._refuse(row_n, why.reason, why.detail)
        self._count(matters)
        known = len(self.is_known(matters.facts.keys))
        self.findings.known += known
        self.findings.fit += len(matters.facts.keys) - known

    def _refuse(self, row_n: int, reason: str, detail: str) -> None:
        self._reasons[reason] += 1
        examples = self.findings.examples.setdefault(reason, [])
        if len(examples) < EXAMPLES:
            examples.append((row_n, detail))
        if reason.startswith("unknown_"):
            self._unknown.setdefault(reason.removeprefix("unknown_"), Counter())[detail] += 1

    def _count(self, matters: Matters) -> None:
        facts = matters.facts
        if not facts.keys:
            return
        self.tally.add_all(facts.said_at)
        self._kinds["states"].update(state or "open" for state in facts.end_states)
        self._kinds["channels"].update(facts.channels)
        self._kinds["services"].update(matters.services)
        self._first = min(facts.said_at if self._first is None else (self._first, *facts.said_at))
        self._last = max(facts.said_at if self._last is None else (self._last, *facts.said_at))

    def conclude(self, would_make: dict[str, list[str]]) -> Survey:
        """Give the findings, the clock judged."""
        found = self.findings
        found.rejected = dict(self._reasons.most_common())
        found.adjusted = dict(adjustments(self.reader))
        found.unknown = {name: _most(counts) for name, counts in self._unknown.items()}
        for name, counts in self._kinds.items():
            setattr(found, name, _most(counts))
        found.would_make = {name: values[:MOST_VALUES] for name, values in would_make.items() if values}
        found.first_said_at = self._first.isoformat() if self._first else ""
        found.last_said_at = self._last.isoformat() if self._last else ""
        found.clock = look_at_clock(self.tally, self.reader.facts.zone)
        return found


def _most(counts: Counter[str]) -> dict[str, int]:
    return dict(islice(counts.most_common(), MOST_VALUES))
