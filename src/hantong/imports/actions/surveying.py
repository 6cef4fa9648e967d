"""The dry run: reads all of a file as the import would, and writes only its findings."""

from collections.abc import Callable
from datetime import datetime

from hantong.access.models import Staff
from hantong.imports.actions._order import Wanted, known_keys
from hantong.imports.facts import FactReader
from hantong.imports.matters import MatterReader
from hantong.imports.models import ImportRun
from hantong.imports.reading import Source, rows_of
from hantong.imports.references import NoDepartment, Resolver, department_for, jurisdiction_for
from hantong.imports.sorting import Sorter
from hantong.imports.survey import Survey, Surveyor


def make_survey(
    *,
    wanted: Wanted,
    by: Staff | None,
    at: datetime,
    tell: Callable[[int], None] = lambda rows: None,
    run: ImportRun | None = None,
) -> tuple[ImportRun, Survey]:
    """Read a file and say what would come of it; `tell` hears how many rows have been read.

    Raises NotATable, BadMapping, BadCorrection, UnknownZone, UnknownJurisdiction, NoDepartment.
    """
    source = wanted.opened()
    resolver = _resolver(wanted)
    surveyor = _surveyor(wanted, source, at)
    sorter = Sorter(resolver=resolver, header=source.header)
    for batch in sorter.batches(rows_of(source)):
        surveyor.look(batch)
        tell(surveyor.findings.rows)
    found = surveyor.conclude(resolver.would_make)
    run = run or wanted.run(source, by=by, at=at)
    run.survey = found.as_json()
    run.save(update_fields=["survey"])
    return run, found


def _resolver(wanted: Wanted) -> Resolver:
    jurisdiction = jurisdiction_for(wanted.mapping, code=wanted.jurisdiction, zone=wanted.zone, may_make=False)
    if jurisdiction is not None:
        department_for(wanted.mapping, jurisdiction, may_make=False)
    elif wanted.mapping.department is None:
        raise NoDepartment(field="department")
    return Resolver(mapping=wanted.mapping, jurisdiction=jurisdiction, makes=False, language=wanted.mapping.language)


def _surveyor(wanted: Wanted, source: Source, at: datetime) -> Surveyor:
    facts = FactReader(mapping=wanted.mapping, header=source.header, zone=wanted.zone, correction=wanted.clock, at=at)
    return Surveyor(reader=MatterReader(facts), is_known=lambda keys: known_keys(wanted.mapping.source, keys))
