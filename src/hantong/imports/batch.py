"""Writes one batch of rows in one transaction: looked up, read, copied into the tables, its position recorded."""

import json
import marshal
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import compress
from random import Random, SystemRandom

import psycopg
from psycopg import errors

from hantong.imports.copy_fields import FIRST_BYTES, LAST_BYTES, Moments
from hantong.imports.facts import without
from hantong.imports.matters import MatterReader
from hantong.imports.plan import NULL, Places, Plan
from hantong.imports.reading import Row
from hantong.imports.refusals import Refusal
from hantong.imports.scribe import Rows, Scribe

ATTEMPTS = 12
AT_ONCE = 250  # rows read and written down together: few enough to stay in the processor's own memory
HELD = ("offices_jurisdiction", "offices_department", "offices_place", "catalogue_service")


class ReferenceGone(Exception):
    """A jurisdiction, department, place or service was removed while the import ran."""


@dataclass(slots=True, kw_only=True)
class Batch:
    """Rows that are written together, each with its number in the file (the column names are row 1).

    `refused` and `duplicates` are those among them that the reader of the file has sorted out already.
    """

    n: int
    places: Places
    row_ns: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    duplicates: int = 0

    @property
    def size(self) -> int:
        """How many rows of the file it stands for."""
        return len(self.rows) + len(self.refused) + self.duplicates

    def __getstate__(self) -> tuple[object, ...]:
        """Travel between our own processes; rows, which are many and only strings, by the quickest way."""
        return self.n, self.places, marshal.dumps((self.row_ns, self.rows)), self.refused, self.duplicates

    def __setstate__(self, state: tuple[int, Places, bytes, list[Refusal], int]) -> None:
        self.n, self.places, rows, self.refused, self.duplicates = state
        self.row_ns, self.rows = marshal.loads(rows)  # noqa: S302


@dataclass(slots=True, kw_only=True)
class Written:
    """What came of a batch."""

    n: int
    rows: int
    duplicates: int = 0
    imported: int = 0
    known: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    adjusted: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class BatchWriter:
    """Writes batches on one connection. `tell` receives what is refused before the batch is committed."""

    plan: Plan
    connection: "psycopg.Connection[tuple[object, ...]]"
    skips_triggers: bool
    tell: Callable[[list[Refusal]], None]
    random: Random = field(default_factory=lambda: Random(SystemRandom().getrandbits(256)))  # noqa: S311

    def __post_init__(self) -> None:
        self._band = self.plan.bands.clock()

    _band: Callable[..., int] = field(init=False)
    _moments: Moments = field(default_factory=Moments)

    def scribe(self, places: Places) -> Scribe:
        """Give who writes the rows of one batch."""
        return Scribe(self.plan, places, self._band, self._moments, self.random)

    def write(self, batch: Batch) -> Written:
        """Write a batch. Raises ReferenceGone."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._write(batch, looks_up=attempt > 1 or not self.plan.is_first)
            except errors.UniqueViolation:  # a number that exists, or somebody brought the same matter in meanwhile
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("the last attempt either returns or raises")

    def _write(self, batch: Batch, *, looks_up: bool) -> Written:
        written = Written(n=batch.n, rows=batch.size, duplicates=batch.duplicates)
        reader, scribe = self.plan.reader(), self.scribe(batch.places)
        refused = list(batch.refused)
        row_ns, rows, keys = self._keyed(reader, batch, refused)
        if looks_up:
            known = self._known(keys)
            written.known = len(known)
            is_new = [key not in known for key in keys]
            row_ns, rows = list(compress(row_ns, is_new)), list(compress(rows, is_new))
            keys = list(compress(keys, is_new))
        for first in range(0, len(rows), AT_ONCE):
            some = rows[first : first + AT_ONCE]
            matters, faults = reader.read(some, keys[first : first + AT_ONCE])
            refused += (Refusal.of(row_ns[first + at], some[at], why) for at, why in sorted(faults.items()))
            scribe.write(matters)
        written.imported = scribe.rows.matters
        written.rejected.update(each.reason for each in refused)
        written.adjusted = adjustments(reader)
        if refused:
            self.tell(refused)
        with self.connection.transaction():
            self._copy(scribe.rows, batch)
            self._record(batch, written)
        return written

    def _keyed(
        self, reader: MatterReader, batch: Batch, refused: list[Refusal]
    ) -> tuple[list[int], list[Row], list[str]]:
        keys, faults = reader.facts.keys(batch.rows)
        refused += (Refusal.of(batch.row_ns[place], batch.rows[place], why) for place, why in faults.items())
        return without(batch.row_ns, faults), without(batch.rows, faults), without(keys, faults)

    def _known(self, keys: list[str]) -> set[object]:
        rows = self.connection.execute(
            "SELECT source_key FROM cases_case WHERE source = %s AND source <> '' AND source_key = ANY(%s)",
            [self.plan.mapping.source, keys],
        )
        return {row[0] for row in rows}

    def _copy(self, rows: Rows, batch: Batch) -> None:
        plan = self.plan
        with self.connection.cursor() as cursor:
            self._hold(cursor, batch.places)
            if self.skips_triggers:
                cursor.execute("SET LOCAL session_replication_role = replica")
            parts = (
                (plan.cases, rows.cases),
                (plan.history, rows.history),
                (plan.closures, rows.closures),
                (plan.contacts, rows.contacts),
            )
            for table, new in parts:
                if new:
                    with cursor.copy(table.statement.encode()) as copy:
                        for part in (FIRST_BYTES, new, LAST_BYTES):
                            copy.write(part)

    def _hold(self, cursor: "psycopg.Cursor[tuple[object, ...]]", places: Places) -> None:
        """Lock the rows that the new ones point to, as the foreign keys would, one by one."""
        plan = self.plan
        wanted = (
            {str(plan.jurisdiction)},
            {str(plan.department), *_ids(places.departments)},
            _ids(places.places),
            _ids(places.services),
        )
        for table, ids in zip(HELD, wanted, strict=True):
            if ids:
                cursor.execute(
                    f"SELECT 1 FROM {table} WHERE id = ANY(%s::uuid[]) FOR KEY SHARE".encode(),  # noqa: S608
                    [sorted(ids)],
                )
                if cursor.rowcount != len(ids):
                    raise ReferenceGone(table)

    def _record(self, batch: Batch, written: Written) -> None:
        sorts = {"rejected": dict(written.rejected), "adjusted": dict(written.adjusted)}
        self.connection.execute(
            "INSERT INTO imports_importbatch (run_id, n, rows, imported, known, duplicates, sorts) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                *(self.plan.run, batch.n, written.rows, written.imported, written.known, written.duplicates),
                json.dumps(sorts),
            ],
        )


def _ids(found: dict[str, str]) -> set[str]:
    return set(found.values()) - {NULL}


def adjustments(reader: MatterReader) -> Counter[str]:
    """Give what a reader has put right, times that the clock shows twice or never included."""
    counted: Counter[str] = Counter(reader.adjusted)
    for name, attribute in (("time_gap", "gaps"), ("time_overlap", "overlaps")):
        count = sum(getattr(walls, attribute) for walls in reader.facts.walls)
        if count:
            counted[name] += count
    return counted


def joined(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Add counts up."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total
