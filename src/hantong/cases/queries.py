"""Questions about matters that are more than one chain of filters."""

from collections.abc import Collection
from datetime import datetime, timedelta
from math import cos, radians
from uuid import UUID

from django.db.models import Count

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.cases.terms import DUPLICATES_RADIUS_M, DUPLICATES_WITHIN
from hantong.offices.directory import directory

METRES_PER_DEGREE = 111_195.0


def staff_of(unit: UUID, *, at: datetime) -> list[UUID]:
    """Give the ids of the active staff with a post in `unit` at `at`."""
    posted = [
        staff
        for staff, posts in directory().posts.items()
        if any(
            post.department_id == unit and post.starts_at <= at and (post.ends_at is None or at < post.ends_at)
            for post in posts
        )
    ]
    return list(Staff.objects.filter(pk__in=posted, is_active=True).values_list("pk", flat=True))


def somebody_else(*, unit: UUID, than: Collection[UUID], at: datetime) -> Staff | None:
    """Give the member of `unit` with the fewest open matters who is none of `than`, if there is one."""
    candidates = [staff for staff in staff_of(unit, at=at) if staff not in than]
    if not candidates:
        return None
    open_matters = dict(
        Case.objects.open()
        .filter(owner__in=candidates)
        .values_list("owner")
        .annotate(matters=Count("pk"))
        .values_list("owner", "matters")
    )
    least_busy: UUID = min(candidates, key=lambda staff: (open_matters.get(staff, 0), str(staff)))
    found: Staff = Staff.objects.get(pk=least_busy)
    return found


def likely_duplicates(
    *,
    jurisdiction: UUID,
    service: UUID | None,
    said_at: datetime,
    lat: float | None,
    lon: float | None,
    address: str,
    within: timedelta = DUPLICATES_WITHIN,
) -> list[Case]:
    """Give up to five recent matters of the same kind at the same spot, newest first: perhaps it is known already."""
    if service is None or (lat is None and not address):
        return []
    recent = Case.objects.filter(
        jurisdiction=jurisdiction,
        service=service,
        said_at__gt=said_at - within,
        said_at__lte=said_at,
        merged_into__isnull=True,
    )
    if lat is not None and lon is not None:
        high = DUPLICATES_RADIUS_M / METRES_PER_DEGREE
        wide = high / max(cos(radians(lat)), 0.01)
        recent = recent.filter(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))
    else:
        recent = recent.filter(address__iexact=address)
    return list(recent.order_by("-said_at")[:5])
