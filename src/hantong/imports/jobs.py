"""The jobs of an import: small files from the page, and the words for search afterwards."""

from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django import app

from hantong.imports.actions import bring_in, forget_abandoned, index_imported, make_survey, stop_with
from hantong.imports.actions.uploading import order_of
from hantong.imports.models import ImportRun
from hantong.imports.stored import refused_path, uploaded_path
from hantong.kit.errors import Refused
from hantong.kit.jobs import RETRY

AT_A_TIME = 20


def _in_their_language(run: ImportRun) -> override:
    """Have what the job writes (the file of refused rows, why it stopped) read as whoever began it reads."""
    return override(run.by.language if run.by else None)


@app.task(name="imports.fill_search_terms", retry=RETRY)
def fill_search_terms(*, run: str) -> None:
    """Fill the search terms of some thousands of imported matters, and go on in another job until all are done."""
    row = ImportRun.objects.get(pk=run)
    for _ in range(AT_A_TIME):
        if not index_imported(run=row, at=timezone.now()):
            return
    fill_search_terms.defer(run=run)


@app.task(name="imports.forget_abandoned", queueing_lock="imports.forget_abandoned")
def forget_abandoned_uploads(timestamp: int) -> None:
    """Remove files that were uploaded and never brought in."""
    forget_abandoned(at=timezone.now())


@app.task(name="imports.look_through", retry=RETRY)
def look_through(*, run: str) -> None:
    """Make the dry run of an uploaded file."""
    row = ImportRun.objects.get(pk=run)
    if row.survey is not None:
        return
    with _in_their_language(row):
        try:
            make_survey(wanted=order_of(row), by=row.by, at=timezone.now(), run=row)
        except Refused as why:
            stop_with(run=row, trouble=str(why))


@app.task(name="imports.bring_in", retry=RETRY)
def bring_in_uploaded(*, run: str) -> None:
    """Bring an uploaded file in; a job that was cut off goes on where it was."""
    row = ImportRun.objects.get(pk=run)
    if row.finished_at is not None:
        return
    with _in_their_language(row):
        try:
            bring_in(
                wanted=order_of(row),
                refused_path=refused_path(row),
                by=row.by,
                at=timezone.now(),
                now=timezone.now,
                run=row,
            )
        except Refused as why:
            stop_with(run=row, trouble=str(why))
            return
    uploaded_path(row).unlink(missing_ok=True)
    fill_search_terms.defer(run=run)
