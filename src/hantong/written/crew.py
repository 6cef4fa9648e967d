"""Who is on duty for written work, with their skills and what they have."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from hantong.access.models import Staff
from hantong.cases.colleagues import posts_in
from hantong.catalogue.book import catalogue
from hantong.written.matching import Answerer, Piece
from hantong.written.models import MOST_AT_ONCE, Waiting, Writer


def crew_of(units: Collection[UUID], *, at: datetime) -> list[Answerer]:
    """Give everybody with a post in `units` who is on and not away, in two statements however many there are."""
    posted = {staff for _unit, staff in posts_in(units, at=at)}
    writers = Writer.objects.filter(staff__in=posted, staff__is_active=True, is_on=True).select_related("staff")
    return answerers([writer for writer in writers if not writer.is_away(at)])


def answerers(writers: Iterable[Writer]) -> list[Answerer]:
    """Give writers (with `staff` fetched) as those who may get something."""
    writers = list(writers)
    loads = loads_of(writer.staff_id for writer in writers)
    return [answerer_of(writer, writer.staff, loads.get(writer.staff_id, 0)) for writer in writers]


def loads_of(staff: Iterable[UUID]) -> dict[UUID, int]:
    """Count what each of `staff` has to answer."""
    rows = Waiting.objects.filter(case__holder__in=list(staff)).values_list("case__holder").annotate(n=Count("pk"))
    return dict(rows.order_by())


def answerer_of(writer: Writer | None, staff: Staff, load: int) -> Answerer:
    """Give one person with their skills; without a record of them, those that everybody has."""
    return Answerer(
        staff=staff.pk,
        languages=frozenset([*staff.languages, staff.language]),
        groups=frozenset(writer.groups) if writer else frozenset(),
        load=load,
        most=writer.most_at_once if writer else MOST_AT_ONCE,
        given_at=writer.given_at if writer else None,
    )


def piece_of(waiting: Waiting) -> Piece:
    """Give what waits (with its matter fetched) as a piece of work."""
    case = waiting.case
    service = catalogue().services.get(case.service_id) if case.service_id else None
    language = waiting.language if waiting.language != "ko" else case.language
    return Piece(case=case.pk, language=language, group=service.group_id if service else None)
