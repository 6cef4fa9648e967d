"""The import proper: batches of matters with their history, each committed with its position."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.imports.actions._order import Wanted
from hantong.imports.batch import BatchWriter, Written
from hantong.imports.connections import Address
from hantong.imports.crew import Crew, ManyWriters, OneWriter
from hantong.imports.facts import FactReader
from hantong.imports.hours_seen import Tally
from hantong.imports.models import ImportBatch, ImportRun
from hantong.imports.plan import Plan, TimeBands
from hantong.imports.reading import Source, rows_of
from hantong.imports.references import NoDepartment, Resolver, UnknownJurisdiction, department_for, jurisdiction_for
from hantong.imports.refusals import Refusal
from hantong.imports.refused_file import RefusedFile
from hantong.imports.sorting import Sorter
from hantong.imports.survey import look_at_clock
from hantong.imports.tables import tables
from hantong.imports.words import reason
from hantong.kit.errors import Refused
from hantong.offices.directory import directory

LOCK_SPACE = 0x48_54_49_4D  # "HTIM"


class ClockLooksShifted(Refused):
    """The hours of the file cannot be right, and nobody has said that they are."""

    code = "clock_looks_shifted"
    message = _("The clock of this file looks wrong. Correct it, or say that it is right as it is (none).")


class RunsAlready(Refused):
    """Another import from the same source is under way."""

    code = "runs_already"
    message = _("Another import from the same source is running. Wait until it has ended.")


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far an import has come, in rows; `went_on` are those of an earlier attempt that was cut off."""

    rows: int = 0
    imported: int = 0
    known: int = 0
    duplicates: int = 0
    went_on: int = 0
    rejected: Counter[str]
    adjusted: Counter[str]

    @classmethod
    def of(cls, run: ImportRun) -> "Progress":
        """Give how far `run` has come."""
        progress = cls(rejected=Counter(), adjusted=Counter())
        for batch in ImportBatch.objects.filter(run=run):
            progress.add(
                Written(
                    n=batch.n,
                    rows=batch.rows,
                    imported=batch.imported,
                    known=batch.known,
                    duplicates=batch.duplicates,
                    rejected=Counter(batch.sorts["rejected"]),
                    adjusted=Counter(batch.sorts["adjusted"]),
                )
            )
        progress.went_on = progress.rows
        return progress

    def add(self, written: Written) -> None:
        """Add a batch."""
        self.rows += written.rows
        self.imported += written.imported
        self.known += written.known
        self.duplicates += written.duplicates
        self.rejected.update(written.rejected)
        self.adjusted.update(written.adjusted)

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return {
            "rows": self.rows,
            "imported": self.imported,
            "known": self.known,
            "duplicates": self.duplicates,
            "rejected": dict(self.rejected.most_common()),
            "adjusted": dict(self.adjusted),
            "went_on": self.went_on,
        }


Tell = Callable[[Progress], None]


def bring_in(
    *,
    wanted: Wanted,
    refused_path: Path,
    by: Staff | None,
    at: datetime,
    now: Callable[[], datetime],
    many: ManyWriters | None = None,
    tell: Tell = lambda progress: None,
    run: ImportRun | None = None,
) -> tuple[ImportRun, Progress]:
    """Bring the matters of a file in. Done again it changes nothing; cut off, it goes on where it was.

    `many` writes in processes of its own; without it everything happens on this connection. `now` is asked once,
    at the end.

    Raises ClockLooksShifted, RunsAlready, NotATable, BadMapping, BadCorrection, UnknownZone, UnknownJurisdiction,
    NoDepartment.
    """
    source = wanted.opened()
    with _only_one(wanted.mapping.source):
        run = run or wanted.run(source, by=by, at=at)
        if not wanted.correction:
            _refuse_shifted(wanted, source, run, at)
        plan, resolver = _prepared(wanted, source, run, at)
        progress = Progress.of(run)
        refused = RefusedFile(refused_path, header=source.header, reason=reason, goes_on=progress.went_on > 0)
        audit(verb="import.begun", subject=f"import:{run.pk}", by=by, at=at, details={"source": run.source})
        crew = _crew(many, plan, refused.write, lambda written: _hear(progress, written, tell))
        sorter = Sorter(resolver=resolver, header=source.header, batch_rows=wanted.batch_rows)
        _write_all(sorter, source, run, crew)
        refused.close()
        _finish(run, progress, at=now())
    return run, progress


def _hear(progress: Progress, written: Written, tell: Tell) -> None:
    progress.add(written)
    tell(progress)


def _write_all(sorter: Sorter, source: Source, run: ImportRun, crew: Crew) -> None:
    done = set(ImportBatch.objects.filter(run=run).values_list("n", flat=True))
    gc.disable()
    try:
        for batch in sorter.batches(rows_of(source)):
            if batch.n not in done:
                crew.write(batch)
        crew.finish()
    finally:
        gc.enable()


def _finish(run: ImportRun, progress: Progress, *, at: datetime) -> None:
    run.finished_at = max(at, run.started_at or at)
    run.report = progress.as_json()
    run.trouble = ""
    if not progress.imported:
        run.indexed_at = run.finished_at
    run.save(update_fields=["finished_at", "report", "trouble", "indexed_at"])
    counts = {"imported": progress.imported, "known": progress.known, "refused": progress.rejected.total()}
    audit(verb="import.ended", subject=f"import:{run.pk}", by=run.by, at=run.finished_at, details=counts)


def _crew(
    many: ManyWriters | None, plan: Plan, tell: Callable[[list[Refusal]], None], done: Callable[[Written], None]
) -> Crew:
    address = Address.of_this_connection()
    if many is not None:
        fast = address.privileged()
        many.begin(plan, (fast or address).parameters, skips=fast is not None, tell=tell, done=done)
        return many
    connection.ensure_connection()
    return OneWriter(BatchWriter(plan, connection.connection, False, tell), done)


@contextmanager
def _only_one(source: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, source])
        if not cursor.fetchone()[0]:
            raise RunsAlready
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK_SPACE, source])


def _refuse_shifted(wanted: Wanted, source: Source, run: ImportRun, at: datetime) -> None:
    """Look at the hours before anything is written, unless the dry run has done so."""
    if run.started_at is not None:
        return
    found = run.survey.get("clock") if run.survey else None
    if found is None:
        found = {"verdict": _clock_verdict(wanted, source, at)}
    if found["verdict"] == "shifted":
        raise ClockLooksShifted(field="correction")


def _clock_verdict(wanted: Wanted, source: Source, at: datetime) -> str:
    tally = Tally()
    reader = FactReader(mapping=wanted.mapping, header=source.header, zone=wanted.zone, correction=wanted.clock, at=at)
    width = len(source.header)
    rows = (row for row in rows_of(source) if len(row) == width)
    while some := list(islice(rows, wanted.batch_rows)):
        tally.add_all(reader.said_at(some))
    return look_at_clock(tally, wanted.zone).verdict


@transaction.atomic
def _prepared(wanted: Wanted, source: Source, run: ImportRun, at: datetime) -> tuple[Plan, Resolver]:
    mapping = wanted.mapping
    jurisdiction = jurisdiction_for(mapping, code=wanted.jurisdiction, zone=wanted.zone, may_make=True)
    if jurisdiction is None:
        raise UnknownJurisdiction(field="jurisdiction")
    department = department_for(mapping, jurisdiction, may_make=True)
    if department is None:
        raise NoDepartment(field="department")
    if run.started_at is None or run.jurisdiction_id is None:
        run.started_at, run.jurisdiction = at, jurisdiction
        run.save(update_fields=["started_at", "jurisdiction"])
    clock = directory().clocks[jurisdiction.pk]
    plan = Plan(
        run=run.pk,
        mapping=mapping,
        header=source.header,
        zone=wanted.zone,
        correction=wanted.clock,
        at=at,
        jurisdiction=jurisdiction.pk,
        department=department.pk,
        bands=TimeBands(definitions=clock.definitions, calendar=clock.calendar),
        is_first=not Case.objects.filter(source=mapping.source).exists(),
        **tables(source=mapping.source, jurisdiction=jurisdiction.pk, at=at),
    )
    return plan, Resolver(mapping=mapping, jurisdiction=jurisdiction, makes=True, language=mapping.language)
