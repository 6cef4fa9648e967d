"""Values of figures as people read them."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hantong.reports.change import Change
from hantong.reports.table import Kind

NOTHING = "—"


def value_text(value: object, kind: Kind) -> str:
    """Give a value of a table in words."""
    if value is None or value == "":
        return NOTHING if value is None else ""
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Change | str) or kind is Kind.TEXT:
        return str(value)
    return share_text(value) if kind is Kind.SHARE else count_text(value)


def count_text(value: object) -> str:
    """Give a count with its thousands, a mean with two places."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}" if isinstance(value, float) else NOTHING


def share_text(value: object) -> str:
    """Give a share 0…1 as per cent with one place; nothing is not 0 %."""
    return f"{value * 100:.1f} %" if isinstance(value, int | float) else NOTHING


def duration_text(value: timedelta | None) -> str:
    """Give how long something took in its two largest units: 3 d 4 h, 2 h 05 min, 12 min."""
    if value is None:
        return NOTHING
    minutes = max(0, round(value.total_seconds() / 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
