"""Questions to the public record: requests and what happened to them; how many statements does not hang on how many rows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from hantong.cases.models import Case, History
from hantong.channels.open311.asking import Asked
from hantong.channels.open311.channel import KEY
from hantong.channels.open311.scope import Scope

Kind = History.Kind
TOLD = (
    Kind.ACCEPTED, Kind.ANSWERED, Kind.ASKED, Kind.EXTENDED, Kind.CLOSED, Kind.MERGED, Kind.REOPENED, Kind.SAID,
)  # fmt: skip
ENDS = (Kind.CLOSED, Kind.MERGED)
A_SECOND = timedelta(seconds=1)
COLUMNS = (
    "number", "channel", "service_id", "jurisdiction_id", "owner_unit_id", "holder_id", "address", "lat", "lon",
    "attributes", "said_at", "changed_at", "due_at", "closed_at", "end_state", "waiting_since", "band", "erased_at",
    "resident__name",
)  # fmt: skip


def requests_asked(asked: Asked, scope: Scope) -> QuerySet[Case]:
    """Give the requests of a question, the newest first, all pages."""
    found = _public(scope, asked.services).order_by("-said_at", "-pk")
    if asked.numbers is not None:
        return found.filter(number__in=asked.numbers)
    found = found.filter(said_at__gte=asked.starts_at, said_at__lt=asked.ends_at.replace(microsecond=0) + A_SECOND)
    return found if asked.is_open is None else found.filter(closed_at__isnull=asked.is_open)


def request_of(number: str, scope: Scope) -> Case | None:
    """Give the public request of a number."""
    return _public(scope, scope.published).filter(number=number).first()


def _public(scope: Scope, services: Iterable[UUID]) -> QuerySet[Case]:
    """Give what is public of a jurisdiction: matters of services with a place, however they came in."""
    within = Case.objects.filter(jurisdiction__in=scope.within, service__in=list(services))
    return within.select_related("resident").only(*COLUMNS)


def updates_asked(asked: Asked, scope: Scope) -> QuerySet[History]:
    """Give what happened to requests, in the order in which it happened, all pages."""
    rows = History.objects.filter(
        is_public=True, kind__in=TOLD, case__jurisdiction__in=scope.within, case__service__in=asked.services
    )
    if asked.numbers is not None:
        rows = rows.filter(case__number__in=asked.numbers)
    else:
        rows = rows.filter(at__gte=asked.starts_at, at__lt=asked.ends_at.replace(microsecond=0) + A_SECOND)
    return rows.select_related("case__resident").order_by("at", "case_id", "n")


def one_page(asked: Asked) -> slice:
    """Give the part of the rows that a page shows."""
    begin = (asked.page - 1) * asked.page_size
    return slice(begin, begin + asked.page_size)


def told_rows(cases: Collection[Case], *, all_of_them: bool) -> Mapping[UUID, list[History]]:
    """Give what was said and told in public of matters, in one statement.

    Words are public only where they were written for the public record; of other matters the rows are of use only
    to whoever wants every step (`all_of_them`).
    """
    wanted = [case.pk for case in cases if all_of_them or case.channel == KEY]
    found: dict[UUID, list[History]] = {}
    if wanted:
        rows = History.objects.filter(case__in=wanted, is_public=True, kind__in=(*TOLD, Kind.OPENED))
        for row in rows.order_by("case_id", "n"):
            found.setdefault(row.case_id, []).append(row)
    return found


def ends_of(rows: Iterable[History]) -> Mapping[UUID, list[tuple[int, bool]]]:
    """Give for each matter of `rows` after which row it was settled (True) or open again (False), in one statement."""
    cases = {row.case_id for row in rows}
    turns = History.objects.filter(case__in=cases, is_public=True, kind__in=(*ENDS, Kind.REOPENED)) if cases else ()
    found: dict[UUID, list[tuple[int, bool]]] = {}
    for row in sorted(turns, key=lambda each: each.n):
        found.setdefault(row.case_id, []).append((row.n, row.kind in ENDS))
    return found
