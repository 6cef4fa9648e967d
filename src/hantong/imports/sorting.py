"""Goes through a file once: what repeats and what nobody knows is sorted out, the rest is handed on in batches."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from hantong.imports.batch import Batch, Refusal
from hantong.imports.matter import Rejected, picker
from hantong.imports.reading import Row
from hantong.imports.references import Resolver

FIRST_ROW = 2  # the column names are row 1
BATCH_ROWS = 4_000


class Repeat(Enum):
    """Whether a row stands in the file before."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


@dataclass(slots=True)
class Seen:
    """The rows so far by their key; only digests are kept."""

    by_key: dict[str, int] = field(default_factory=dict)

    def repeat(self, key: str, row: Row) -> Repeat:
        """Tell whether the key was there before, with the same words or with others."""
        digest = hash(tuple(row))
        known = self.by_key.setdefault(key, digest)
        if len(self.by_key) != self._size:
            self._size += 1
            return Repeat.NEW
        return Repeat.SAME if known == digest else Repeat.OTHER

    _size: int = 0


@dataclass(slots=True)
class Sorter:
    """Sorts the rows of one file into batches."""

    resolver: Resolver
    header: tuple[str, ...]
    batch_rows: int = BATCH_ROWS
    seen: Seen = field(default_factory=Seen)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        fields = self.resolver.mapping.fields
        pick = {name: picker(getattr(fields, name), self.header) for name in ("key", "service", "department", "place")}
        code = self.header.index(fields.service.code) if fields.service and fields.service.code else None
        width, resolver, seen = len(self.header), self.resolver, self.seen
        services, departments, places = (
            resolver.places.services,
            resolver.places.departments,
            resolver.places.places,
        )

        def check(row: Row) -> Repeat:
            if len(row) != width:
                raise Rejected("columns", f"{len(row)} ≠ {width}")
            key = pick["key"](row)
            if not key:
                raise Rejected("no_key")
            repeat = seen.repeat(key, row)
            if repeat is Repeat.OTHER:
                raise Rejected("key_conflict", key)
            service, department, place = pick["service"](row), pick["department"](row), pick["place"](row)
            if service not in services:
                resolver.service(service, row[code].strip() if code is not None else "")
            if department not in departments:
                resolver.department(department)
            if place not in places:
                resolver.place(place)
            return repeat

        self._check = check

    _check: object = None

    def batches(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """Give the rows batch by batch; the same file gives the same batches."""
        batch = Batch(n=0, places=self.resolver.places)
        check = self._check
        for row_n, row in enumerate(rows, FIRST_ROW):
            try:
                if check(row) is Repeat.SAME:  # type: ignore[operator]
                    batch.duplicates += 1
                else:
                    batch.rows.append((row_n, row))
            except Rejected as why:
                batch.refused.append(Refusal(row_n=row_n, reason=why.reason, detail=why.detail, row=row))
            if (row_n - FIRST_ROW + 1) % self.batch_rows == 0:
                yield batch
                batch = Batch(n=batch.n + 1, places=self.resolver.places)
        if batch.rows or batch.refused or batch.duplicates:
            yield batch
