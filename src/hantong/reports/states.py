"""The conditions under which a matter counts as settled, overdue, kept and so on: one place for figures and rows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import F, Q

from hantong.cases.models import Case
from hantong.offices.bands import BandDefinition

SETTLED = Q(closed_at__isnull=False)
OPEN = Q(closed_at__isnull=True)
PROMISED = Q(due_at__isnull=False)
KEPT = SETTLED & PROMISED & Q(closed_at__lte=F("due_at"))
BROKEN = SETTLED & PROMISED & Q(closed_at__gt=F("due_at"))
ANSWERED = Q(first_answered_at__isnull=False)
REOPENED = Q(reopenings__gt=0)
HANDED_OVER = Q(hand_overs__gt=0)


def overdue(at: datetime) -> Q:
    """Give what is open at `at` past its promise, while the resident is not being asked anything."""
    return OPEN & Q(due_at__lt=at, waiting_since__isnull=True)


MATTER_STATES: Mapping[str, Callable[[datetime], Q]] = {
    "open": lambda at: OPEN,
    "settled": lambda at: SETTLED,
    "promised": lambda at: SETTLED & PROMISED,
    "kept": lambda at: KEPT,
    "broken": lambda at: BROKEN,
    "overdue": overdue,
    "answered": lambda at: ANSWERED,
    "reopened": lambda at: REOPENED,
    "handed_over": lambda at: HANDED_OVER,
    **{f"end_{end.value}": lambda at, end=end: Q(end_state=end.value) for end in Case.EndState},  # type: ignore[misc]
}


def bands_off_hours(definition: BandDefinition) -> Q:
    """Give what came in a band that `definition` calls off-hours."""
    return Q(band__in=[band.code for band in definition.off_hours])
