"""Fills the search terms of imported matters afterwards, batch by batch, so that the import itself stays quick."""

from datetime import datetime

from django.db import transaction

from hantong.cases.models import Case, CaseText, History
from hantong.cases.search_terms import index_terms
from hantong.imports.models import ImportRun

AT_ONCE = 500


@transaction.atomic
def index_imported(*, run: ImportRun, at: datetime) -> int:
    """Fill the terms of the next matters of `run`'s source, and give how many there were; none means it is done."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.indexed_at is not None:
        return 0
    cases = list(
        Case.objects.filter(source=run.source, source_key__gt=run.indexed_key)
        .exclude(source="")
        .order_by("source_key")[:AT_ONCE]
    )
    keys = [case.pk for case in cases]
    there = set(CaseText.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    said = dict(History.objects.filter(case__in=keys, n=1).values_list("case_id", "text"))
    CaseText.objects.bulk_create(
        CaseText(case_id=case.pk, terms=index_terms(f"{case.title}\n{said.get(case.pk, '')}\n{case.address}"))
        for case in cases
        if case.pk not in there
    )
    if cases:
        run.indexed_key = cases[-1].source_key
    else:
        run.indexed_at = at
    run.save(update_fields=["indexed_key", "indexed_at"])
    return len(cases)
