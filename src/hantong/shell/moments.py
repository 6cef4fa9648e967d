"""How a moment is written for people: the office's own clock, and how far away it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
RELATIVE_DAYS = 14


def moment_text(at: datetime, *, now: datetime | None = None, parts: str = "full") -> str:
    """Return the moment on the office's clock: `full`, `day` or `hour`; the year only where it is another."""
    local = timezone.localtime(at)
    hour = f"{local:%H:%M}"
    if parts == "hour":
        return hour
    same_year = now is not None and now.astimezone(local.tzinfo).year == local.year
    day = day_text(local.date(), with_year=not same_year)
    return day if parts == "day" else f"{day} {hour}"


def day_text(day: date, *, with_year: bool) -> str:
    """Return a calendar day in the reader's language."""
    return _day_text(day, with_year, get_language() or "")


@lru_cache(maxsize=4096)
def _day_text(day: date, with_year: bool, language: str) -> str:
    weekdays = pgettext("short weekdays", "Mon Tue Wed Thu Fri Sat Sun").split()
    pattern = pgettext("day with year", "j M Y") if with_year else pgettext("day without year", "j M")
    return f"{date_format(day, pattern)} ({weekdays[day.weekday()]})"


def relative_text(at: datetime, now: datetime) -> str:
    """Return how far away the moment is, such as `3 h ago`, or nothing when it is too far to help."""
    away = at - now
    if abs(away) > timedelta(days=RELATIVE_DAYS):
        return ""
    amount = _amount(abs(away))
    if not amount:
        return gettext("just now")
    form = gettext("in %(amount)s") if away > timedelta(0) else gettext("%(amount)s ago")
    return form % {"amount": amount}


def _amount(away: timedelta) -> str:
    seconds = int(away.total_seconds())
    if seconds < MINUTE_S:
        return ""
    if seconds < HOUR_S:
        count = seconds // MINUTE_S
        return ngettext("%(count)d min", "%(count)d min", count) % {"count": count}
    if seconds < 2 * DAY_S:
        count = seconds // HOUR_S
        return ngettext("%(count)d h", "%(count)d h", count) % {"count": count}
    count = seconds // DAY_S
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
