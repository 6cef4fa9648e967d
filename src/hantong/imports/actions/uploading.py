"""What the wizard does: a file is kept, its columns and values are settled, and jobs read it and bring it in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.imports.actions._order import Wanted
from hantong.imports.actions.bringing_in import ClockLooksShifted
from hantong.imports.mapping import as_mapping
from hantong.imports.models import ImportRun
from hantong.imports.moments import AS_IT_IS
from hantong.imports.reading import look_at
from hantong.imports.references import zone_of
from hantong.imports.stored import uploaded_path
from hantong.kit.errors import Refused

MOST_BYTES = 20 * 1024 * 1024
SMALL_STEPS = 500


class TooLarge(Refused):
    """The file is too large for the page."""

    code = "too_large"
    message = _("The file is larger than 20 MB. Use the command hantong import cases for it.")


class NotLookedThrough(Refused):
    """Nobody knows yet what would come of it."""

    code = "not_looked_through"
    message = _("The file has not been read yet. Settle its columns first.")


class BegunAlready(Refused):
    """What has been brought in cannot be settled anew."""

    code = "begun_already"
    message = _("This import has begun already. Start a new one for another reading of the file.")


def upload(*, name: str, content: Iterable[bytes], jurisdiction: str, zone: str, by: Staff, at: datetime) -> ImportRun:
    """Keep a file that somebody wants to bring in. Raises TooLarge, NotATable, UnknownZone."""
    zone_of(zone)
    run = ImportRun(file_name=name[:200], by=by, made_at=at, settings={"jurisdiction": jurisdiction, "zone": zone})
    path = uploaded_path(run)
    size = 0
    try:
        with path.open("wb") as file:
            path.chmod(0o600)
            for chunk in content:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise TooLarge(field="file")
                file.write(chunk)
        source = look_at(path)
    except Refused:
        path.unlink(missing_ok=True)
        raise
    run.settings["header"] = list(source.header)
    run.file_key = source.sha256
    run.save(force_insert=True)
    return run


@transaction.atomic
def settle_reading(*, run: ImportRun, mapping: Mapping[str, object], correction: str = "") -> ImportRun:
    """Settle how the file is read; the dry run is made again. Raises BadMapping, BadCorrection, BegunAlready."""
    run = _not_begun(run)
    read = as_mapping(mapping)
    run.source = read.source
    run.settings = {**run.settings, "mapping": read.model_dump(mode="json"), "correction": correction}
    run.survey, run.trouble = None, ""
    order_of(run).opened()
    run.save(update_fields=["source", "settings", "survey", "trouble"])
    return run


@transaction.atomic
def keep_answers(*, run: ImportRun, answers: Mapping[str, object]) -> ImportRun:
    """Keep what was answered about the columns. Raises BegunAlready."""
    run = _not_begun(run)
    run.settings = {**run.settings, "answers": dict(answers)}
    run.save(update_fields=["settings"])
    return run


@transaction.atomic
def begin(*, run: ImportRun, at: datetime) -> ImportRun:
    """Say that the matters are wanted; a job brings them in, or goes on where it was stopped.

    Raises BegunAlready, NotLookedThrough, ClockLooksShifted.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.finished_at is not None or (run.started_at is not None and not run.trouble):
        raise BegunAlready
    if run.survey is None:
        raise NotLookedThrough
    if run.survey["clock"]["verdict"] == "shifted" and not run.settings.get("correction"):
        raise ClockLooksShifted(field="correction")
    run.started_at, run.trouble = run.started_at or at, ""
    run.settings = {**run.settings, "correction": run.settings.get("correction") or AS_IT_IS}
    run.save(update_fields=["started_at", "trouble", "settings"])
    return run


def stop_with(*, run: ImportRun, trouble: str) -> None:
    """Keep why a job could not go on, for the page; where nothing came in yet, it may be settled anew."""
    run.trouble = trouble[:300]
    if not run.batches.exists():
        run.started_at = None
    run.save(update_fields=["trouble", "started_at"])


def order_of(run: ImportRun) -> Wanted:
    """Give what a run from the page asks for."""
    return Wanted(
        path=uploaded_path(run),
        mapping=as_mapping(run.settings["mapping"]),
        zone=run.settings["zone"],
        jurisdiction=run.settings["jurisdiction"],
        correction=run.settings.get("correction", ""),
        name=run.file_name,
        batch_rows=SMALL_STEPS,
    )


def _not_begun(run: ImportRun) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.started_at is not None:
        raise BegunAlready
    return run
