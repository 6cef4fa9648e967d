"""Alerts as sentences for their readers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hantong.cases.models import Alert
from hantong.offices.directory import directory

SENTENCES: Mapping[str, tuple[str, str | Promise]] = {
    "offered": ("handover", gettext_lazy("Offered to you or your department")),
    "accepted": ("check", gettext_lazy("Your hand-over was accepted")),
    "declined": ("cross", gettext_lazy("Your hand-over was declined; the matter is back with you")),
    "timed_out": ("alarm", gettext_lazy("Nobody answered your hand-over; the matter is back with you")),
    "assigned": ("person", gettext_lazy("Given to you")),
    "said": ("chat", gettext_lazy("The resident said something more")),
    "reopened": ("refresh", gettext_lazy("Reopened by the resident")),
    "undelivered": ("warning", gettext_lazy("The resident could not be told")),
    "harmful_file": ("warning", gettext_lazy("A file was harmful and was taken away")),
    "answer_stopped": ("warning", gettext_lazy("Your answer was not sent")),
    "due_soon": ("clock", gettext_lazy("Due within a day")),
    "overdue": ("alarm", gettext_lazy("The promise is broken: overdue")),
    "praised": ("check", gettext_lazy("A resident praised you or your department")),
    "complained": ("warning", gettext_lazy("A complaint to the mayor is about this matter")),
    "consent_given": ("check", gettext_lazy("The resident agreed to wait longer")),
    "consent_refused": ("cross", gettext_lazy("The resident did not agree to wait longer; the promise stands")),
    "reclocked": ("calendar", gettext_lazy("The calendar changed the deadline")),
    "webhook_stopped": ("warning", gettext_lazy("A partner's system is told nothing any more")),
}


def icon_of(alert: Alert) -> str:
    """Give the icon of an alert."""
    return SENTENCES.get(alert.kind, ("bell", ""))[0]


def sentence_of(alert: Alert) -> str:
    """Give what an alert says."""
    return str(SENTENCES.get(alert.kind, ("", _("News")))[1])


def why_of(alert: Alert) -> str:
    """Give who and why, where the alert knows."""
    parts = []
    unit = next((row for key, row in directory().departments.items() if str(key) == alert.data.get("unit")), None)
    if unit is not None:
        parts.append(unit.name)
    if alert.data.get("reason"):
        parts.append(str(alert.data["reason"]))
    return ": ".join(parts)
