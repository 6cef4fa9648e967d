"""A deadline rule in words, for residents and for whoever sets it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hantong.catalogue.models import Service

Unit = Service.DeadlineUnit
MOST_DAYS_IN_HOURS = 5

UNITS: Mapping[str, str | Promise] = {
    Unit.NONE: gettext_lazy("no deadline"),
    Unit.IMMEDIATE: gettext_lazy("at once (3 working hours)"),
    Unit.KR_DAYS: gettext_lazy("days by the petitions act"),
    Unit.KR_WEEKS: gettext_lazy("weeks by the petitions act"),
    Unit.KR_MONTHS: gettext_lazy("months by the petitions act"),
    Unit.KR_YEARS: gettext_lazy("years by the petitions act"),
    Unit.WORKING_HOURS: gettext_lazy("office hours"),
    Unit.WORKING_DAYS: gettext_lazy("working days"),
    Unit.CALENDAR_DAYS: gettext_lazy("calendar days"),
}


class DueAt(Protocol):
    """How the room that reckons deadlines is asked."""

    def __call__(self, *, unit: str, amount: int, jurisdiction: UUID, at: datetime) -> datetime | None:
        """Give by when something received at `at` would have to be answered."""


def due_if_received(*, unit: str, amount: int, jurisdiction: UUID, at: datetime) -> datetime | None:
    """Give by when something received at `at` would have to be answered; None where no time is promised."""
    reckon: DueAt = import_string(settings.HANTONG_DUE_AT)
    return reckon(unit=unit, amount=amount, jurisdiction=jurisdiction, at=at)


def in_words(unit: str, amount: int) -> str:
    """Say how long an answer takes at most."""
    if unit == Unit.NONE:
        return _("No fixed time is promised.")
    if unit == Unit.IMMEDIATE:
        return _("At once: within 3 working hours.")
    return _counted(unit, amount) % {"n": amount}


def _counted(unit: str, n: int) -> str:
    if unit == Unit.KR_DAYS and n <= MOST_DAYS_IN_HOURS:
        return ngettext("Within %(n)d day of 8 working hours.", "Within %(n)d days of 8 working hours each.", n)
    texts = {
        Unit.KR_DAYS: ngettext(
            "Within %(n)d day, not counting Saturdays, Sundays and holidays.",
            "Within %(n)d days, not counting Saturdays, Sundays and holidays.",
            n,
        ),
        Unit.KR_WEEKS: ngettext("Within %(n)d week.", "Within %(n)d weeks.", n),
        Unit.KR_MONTHS: ngettext("Within %(n)d month.", "Within %(n)d months.", n),
        Unit.KR_YEARS: ngettext("Within %(n)d year.", "Within %(n)d years.", n),
        Unit.WORKING_HOURS: ngettext("Within %(n)d office hour.", "Within %(n)d office hours.", n),
        Unit.WORKING_DAYS: ngettext("Within %(n)d working day.", "Within %(n)d working days.", n),
        Unit.CALENDAR_DAYS: ngettext("Within %(n)d day.", "Within %(n)d days.", n),
    }
    return texts[Unit(unit)]
