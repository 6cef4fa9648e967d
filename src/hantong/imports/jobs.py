"""The jobs of an import: small files from the page, and the words for search afterwards."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hantong.imports.actions import index_imported
from hantong.imports.models import ImportRun
from hantong.kit.jobs import RETRY

AT_A_TIME = 20


@app.task(name="fill_search_terms", retry=RETRY)
def fill_search_terms(*, run: str) -> None:
    """Fill the search terms of some thousands of imported matters, and go on in another job until all are done."""
    row = ImportRun.objects.get(pk=run)
    for _ in range(AT_A_TIME):
        if not index_imported(run=row, at=timezone.now()):
            return
    fill_search_terms.defer(run=run)
