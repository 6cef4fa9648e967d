"""The conditions under which a matter counts as settled, overdue, kept and so on: one place for figures and rows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import F, Q

from hantong.cases.models import Case
from hantong.offices.bands import BandDefinition
from hantong.praise.models import MayorWord
from hantong.written.models import FirstAnswer

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
    "written": lambda at: Q(pk__in=FirstAnswer.objects.values("case")),
    "written_in_time": lambda at: Q(pk__in=FirstAnswer.objects.filter(is_in_time=True).values("case")),
    "written_late": lambda at: Q(pk__in=FirstAnswer.objects.filter(is_in_time=False).values("case")),
    "written_waiting": lambda at: Q(waiting_answer__is_first=True),
    **{f"end_{end.value}": lambda at, end=end: Q(end_state=end.value) for end in Case.EndState},  # type: ignore[misc]
}


TO_MAYOR = Q(mayor_word__isnull=False)
_KIND = MayorWord.Kind


def _answered_on_time(at: datetime) -> Q:
    matters = Case.objects.filter(ANSWERED).exclude(pk__in=Case.objects.filter(overdue(at) | BROKEN).values("pk"))
    return Q(mayor_word__case__in=matters)


CONTACT_STATES: Mapping[str, Callable[[datetime], Q]] = {
    "to_mayor": lambda at: TO_MAYOR,
    "praise": lambda at: Q(mayor_word__kind__in=(_KIND.PRAISE, _KIND.BOTH)),
    "complaint": lambda at: Q(mayor_word__kind__in=(_KIND.COMPLAINT, _KIND.BOTH)),
    "neither": lambda at: Q(mayor_word__kind=_KIND.OTHER),
    "mayor_answered": lambda at: Q(mayor_word__case__first_answered_at__isnull=False),
    "mayor_on_time": _answered_on_time,
}


def bands_off_hours(definition: BandDefinition) -> Q:
    """Give what came in a band that `definition` calls off-hours."""
    return Q(band__in=[band.code for band in definition.off_hours])
