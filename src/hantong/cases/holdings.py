"""What this room holds about residents: matters, their history and files; erased, only what figures count stays."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hantong.cases.erasure import erase_cases
from hantong.cases.file_store import content_of
from hantong.cases.models import Attachment, Case, History
from hantong.catalogue.models import RetentionClass
from hantong.people.holdings import Expired, HeldFile, Portion
from hantong.people.queries import held_residents

DEFAULT_KEEP_DAYS = 1095  # petitions: three years


class CaseHolding:
    """Matters of residents."""

    key = "cases"

    def open_matters(self, residents: Collection[UUID]) -> int:
        """Count the matters that are not settled."""
        return Case.objects.open().filter(resident__in=residents).count()

    def count(self, residents: Collection[UUID]) -> Mapping[str, int]:
        """Count matters and files."""
        return {
            "cases": Case.objects.filter(resident__in=residents).count(),
            "attachments": Attachment.objects.filter(case__resident__in=residents, erased_at__isnull=True).count(),
        }

    def export(self, residents: Collection[UUID]) -> Sequence[Portion]:
        """Give the matters, what was said and answered, and the files."""
        cases = Case.objects.filter(resident__in=residents).select_related("service").order_by("said_at")
        return (_matters(cases), _happenings(cases), _files(cases))

    def erase(self, residents: Collection[UUID], *, at: datetime) -> Mapping[str, int]:
        """Erase the words, places and files of all their matters."""
        keys = Case.objects.filter(resident__in=residents, erased_at__isnull=True).values_list("pk", flat=True)
        return erase_cases(list(keys), at=at)

    def expired(self, *, at: datetime) -> Sequence[Expired]:
        """Count the matters that were settled long enough ago."""
        return [
            Expired(retention, row["jurisdiction"], {"cases": row["rows"]})
            for retention, due in _due(at)
            for row in due.values("jurisdiction").annotate(rows=Count("pk")).order_by("jurisdiction")
        ]

    def destroy(self, *, at: datetime, most: int) -> Sequence[Expired]:
        """Erase up to `most` matters that were settled long enough ago."""
        parts: list[Expired] = []
        for retention, due in _due(at):
            left = most - sum(part.counts["cases"] for part in parts)
            batch: dict[UUID, list[Case]] = defaultdict(list)
            for case in due.order_by("closed_at").only("jurisdiction_id", "resident_id")[: max(left, 0)]:
                batch[case.jurisdiction_id].append(case)
            for jurisdiction, cases in batch.items():
                counts = erase_cases([case.pk for case in cases], at=at)
                residents = {case.resident_id for case in cases if case.resident_id}
                parts.append(Expired(retention, jurisdiction, counts, residents))
        return parts

    def still_of(self, residents: Collection[UUID]) -> Collection[UUID]:
        """Give those who still have a matter here."""
        held = Case.objects.filter(resident__in=residents).values_list("resident_id", flat=True)
        return {key for key in held.distinct() if key}


def _due(at: datetime) -> Iterator[tuple[str, QuerySet[Case]]]:
    """Give, per retention class, the settled matters whose time is over and on which nobody has a hand."""
    settled = Case.objects.filter(closed_at__isnull=False, erased_at__isnull=True)
    free = settled.filter(Q(resident__isnull=True) | ~Q(resident__in=held_residents()))
    for kept in RetentionClass.objects.order_by("code"):
        over = at - timedelta(days=kept.keep_days)
        yield kept.code, free.filter(service__retention=kept, closed_at__lt=over)
    over = at - timedelta(days=DEFAULT_KEEP_DAYS)
    yield "", free.filter(Q(service__isnull=True) | Q(service__retention__isnull=True), closed_at__lt=over)


def _matters(cases: QuerySet[Case]) -> Portion:
    rows = [
        {
            "number": str(case),
            "title": case.title,
            "service": case.service.name if case.service else "",
            "said": case.said_at,
            "address": case.address,
            "closed": case.closed_at,
        }
        for case in cases
    ]
    columns = {
        "number": _("Number"),
        "title": _("Matter"),
        "service": _("Service"),
        "said": _("Said at"),
        "address": _("Address"),
        "closed": _("Settled"),
    }
    return Portion("cases", _("Your matters"), columns, rows)


def _happenings(cases: QuerySet[Case]) -> Portion:
    found = History.objects.filter(case__in=cases).exclude(text="").select_related("case", "by")
    rows = [
        {
            "number": str(row.case),
            "at": row.at,
            "who": _("You") if row.by_resident else (row.by.name if row.by else ""),
            "text": row.text,
        }
        for row in found.order_by("case__said_at", "case_id", "n")
    ]
    columns = {"number": _("Number"), "at": _("Date and time"), "who": _("Who"), "text": _("Words")}
    return Portion("history", _("What was said and answered"), columns, rows)


def _files(cases: QuerySet[Case]) -> Portion:
    found = Attachment.objects.filter(case__in=cases, erased_at__isnull=True).select_related("case").order_by("at")
    files = [HeldFile(f"{row.case}-{row.name}", partial(content_of, row.sha256)) for row in found]
    rows = [{"number": str(row.case), "name": row.name, "at": row.at} for row in found]
    columns = {"number": _("Number"), "name": _("File"), "at": _("Date and time")}
    return Portion("files", _("Your files"), columns, rows, files)
