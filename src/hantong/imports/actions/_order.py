"""What is asked for: a file, how to read it and where it goes; checked before anything is done."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.imports.mapping import BadMapping, Mapping
from hantong.imports.models import ImportRun
from hantong.imports.moments import AS_IT_IS, NotACorrection, WallTimes, corrector
from hantong.imports.reading import Source, look_at
from hantong.imports.references import zone_of
from hantong.imports.sorting import BATCH_ROWS
from hantong.kit.errors import Refused


class BadCorrection(Refused):
    """No correction of the clock of that name."""

    code = "bad_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The order: `jurisdiction` is a code, or "" for the mapping's; `correction` "" means that nobody has decided."""

    path: Path
    mapping: Mapping
    zone: str
    jurisdiction: str = ""
    correction: str = ""
    name: str = ""
    batch_rows: int = BATCH_ROWS

    @property
    def clock(self) -> str:
        """The correction that is applied."""
        return self.correction or AS_IT_IS

    def settings(self) -> dict[str, object]:
        """Give what decides how the file is read, as plain values."""
        return {
            "mapping": self.mapping.model_dump(mode="json"),
            "zone": self.zone,
            "jurisdiction": self.jurisdiction,
            "correction": self.clock,
            "batch_rows": self.batch_rows,
        }

    def opened(self) -> Source:
        """Look at the file. Raises NotATable, BadMapping, BadCorrection, UnknownZone, OSError."""
        try:
            corrector(self.clock, WallTimes(zone_of(self.zone))) if self.clock != AS_IT_IS else zone_of(self.zone)
        except NotACorrection as unknown:
            raise BadCorrection(str(unknown), field="correction") from unknown
        source = look_at(self.path, encoding=self.mapping.encoding, delimiter=self.mapping.delimiter)
        missing = [column for column in self.mapping.columns if column not in source.header]
        if missing:
            raise BadMapping(f"The file has no column {', '.join(missing)}; it has {', '.join(source.header)}.")
        return source

    def key(self, source: Source) -> str:
        """Give the digest of file and settings."""
        words = json.dumps([source.sha256, self.settings()], sort_keys=True)
        return sha256(words.encode()).hexdigest()

    def run(self, source: Source, *, by: Staff | None, at: datetime) -> ImportRun:
        """Give the run of this file with these settings, made at need; an ended one is begun anew as another."""
        key = self.key(source)
        known = ImportRun.objects.filter(file_key=key, finished_at__isnull=True).order_by("-made_at").first()
        return known or ImportRun.objects.create(
            source=self.mapping.source,
            file_name=(self.name or self.path.name)[:200],
            file_key=key,
            settings=self.settings(),
            by=by,
            made_at=at,
        )


def known_keys(source: str, keys: list[str]) -> set[str]:
    """Give those of `keys` that are matters of ours already."""
    found = Case.objects.filter(source=source, source_key__in=keys).exclude(source="")
    return set(found.values_list("source_key", flat=True))
