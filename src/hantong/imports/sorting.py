"""Goes through a file once: what repeats and what nobody knows is sorted out, the rest is handed on in batches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import count, islice

from hantong.imports.batch import Batch
from hantong.imports.columns import Columns, Pick, columns_of, picker
from hantong.imports.facts import Faults
from hantong.imports.reading import Row
from hantong.imports.references import Resolver
from hantong.imports.refusals import Refusal, Rejected

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
        digest, size = hash(tuple(row)), len(self.by_key)
        known = self.by_key.setdefault(key, digest)
        if len(self.by_key) > size:
            return Repeat.NEW
        return Repeat.SAME if known == digest else Repeat.OTHER


@dataclass(slots=True)
class Sorter:
    """Sorts the rows of one file into batches."""

    resolver: Resolver
    header: tuple[str, ...]
    batch_rows: int = BATCH_ROWS
    seen: Seen = field(default_factory=Seen)

    def __post_init__(self) -> None:
        parts = self.resolver.mapping.fields
        self._pick = {
            name: picker(getattr(parts, name), self.header) for name in ("key", "service", "department", "place")
        }
        self._code = self.header.index(parts.service.code) if parts.service and parts.service.code else None

    _pick: dict[str, Pick] = field(init=False)
    _code: int | None = field(init=False)

    def batches(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """Give the rows batch by batch; the same file gives the same batches."""
        rows = iter(rows)
        for n in count():
            some = list(islice(rows, self.batch_rows))
            if not some:
                return
            yield self._batch(n, some)

    def _batch(self, n: int, rows: list[Row]) -> Batch:
        faults: Faults = {}
        columns = columns_of(self._even(rows, faults), self.header)
        same = self._repeats(rows, self._pick["key"](len(rows), columns), faults)
        self._resolve(columns, len(rows), faults)
        first = FIRST_ROW + n * self.batch_rows
        fit = [place for place in range(len(rows)) if place not in faults and place not in same]
        return Batch(
            n=n,
            places=self.resolver.places,
            row_ns=[first + place for place in fit],
            rows=[rows[place] for place in fit],
            refused=[Refusal.of(first + place, rows[place], why) for place, why in sorted(faults.items())],
            duplicates=len(same - faults.keys()),
        )

    def _even(self, rows: list[Row], faults: Faults) -> list[Row]:
        """Give rows of one width, with an empty one in the place of any that has not as many fields as the header."""
        width = len(self.header)
        for place, row in enumerate(rows):
            if len(row) != width:
                faults[place] = Rejected("columns", f"{len(row)} ≠ {width}")
        return [row if place not in faults else [""] * width for place, row in enumerate(rows)] if faults else rows

    def _repeats(self, rows: list[Row], keys: list[str], faults: Faults) -> set[int]:
        """Give the places of the rows that stand in the file before."""
        same = set()
        for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
            if place in faults:
                continue
            if not key:
                faults[place] = Rejected("no_key")
                continue
            repeat = self.seen.repeat(key, row)
            if repeat is Repeat.SAME:
                same.add(place)
            elif repeat is Repeat.OTHER:
                faults[place] = Rejected("key_conflict", key)
        return same

    def _resolve(self, columns: Columns, size: int, faults: Faults) -> None:
        """Find, or have made, what the rows name."""
        resolver, known = self.resolver, self.resolver.places
        codes: Sequence[str] = [""] * size if self._code is None else columns[self._code]
        self._find(
            "service", columns, known.services, lambda theirs, at: resolver.service(theirs, codes[at].strip()), faults
        )
        self._find("department", columns, known.departments, lambda theirs, at: resolver.department(theirs), faults)
        self._find("place", columns, known.places, lambda theirs, at: resolver.place(theirs), faults)

    def _find(
        self, name: str, columns: Columns, known: dict[str, str], resolve: Callable[[str, int], None], faults: Faults
    ) -> None:
        for place, theirs in enumerate(self._pick[name](len(columns[0]), columns)):
            if theirs not in known and place not in faults:
                try:
                    resolve(theirs, place)
                except Rejected as why:
                    faults[place] = why
