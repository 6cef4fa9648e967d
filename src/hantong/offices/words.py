"""The words of this room's fixed choices, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from hantong.offices.bands import Band
from hantong.offices.hour_rows import weekday_runs
from hantong.offices.hours import HolidayUse
from hantong.offices.models import Jurisdiction, Place

Words = Mapping[str, str | Promise]

JURISDICTION_KINDS: Words = {
    Jurisdiction.Kind.PROVINCE: _("Province"),
    Jurisdiction.Kind.CITY: _("City"),
    Jurisdiction.Kind.COUNTY: _("County"),
}
PLACE_KINDS: Words = {
    Place.Kind.ALWAYS_OPEN: _("24-hour centre"),
    Place.Kind.STATION: _("Station centre"),
    Place.Kind.SUBWAY: _("Subway car"),
    Place.Kind.VISITING_TEAM: _("Visiting team"),
    Place.Kind.CALL_CENTRE: _("Call centre"),
    Place.Kind.WEB: pgettext_lazy("place", "Web"),
    Place.Kind.OFFICE: _("Office"),
}
HOLIDAY_USES: Words = {
    HolidayUse.NEVER: _("not on holidays"),
    HolidayUse.ALSO: _("on holidays too"),
    HolidayUse.ONLY: _("on holidays only"),
}
BANDS: Words = {
    Band.DAY: pgettext_lazy("band", "Day"),
    Band.EVENING: pgettext_lazy("band", "Evening"),
    Band.NIGHT: pgettext_lazy("band", "Night"),
    Band.WEEKEND: pgettext_lazy("band", "Weekend"),
    Band.HOLIDAY: pgettext_lazy("band", "Holiday"),
}


def weekday_names() -> list[str]:
    """Give the short names of the weekdays, Monday first."""
    return pgettext("short weekdays", "Mon Tue Wed Thu Fri Sat Sun").split()


def weekdays_text(weekdays: tuple[int, ...]) -> str:
    """Give weekdays as people write them: Mon–Fri, Sun."""
    names = weekday_names()
    runs = weekday_runs(weekdays)
    return ", ".join(names[a] if a == b else f"{names[a]}–{names[b]}" for a, b in runs)
