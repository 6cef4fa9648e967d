"""The states that a status pill knows: each has a word, a tone and an icon, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """What a pill shows: its word, its tone and its icon."""

    label: str | Promise
    tone: str
    icon: str


STATES: dict[str, State] = {
    "new": State(_("New"), "info", "spark"),
    "open": State(_("Open"), "info", "circle"),
    "working": State(_("In progress"), "info", "half"),
    "waiting": State(_("Waiting"), "neutral", "clock"),
    "paused": State(_("Paused"), "neutral", "pause"),
    "offered": State(_("Offered"), "warning", "arrow-right"),
    "due_soon": State(_("Due soon"), "warning", "clock"),
    "overdue": State(_("Overdue"), "danger", "alarm"),
    "alarm": State(_("Alarm"), "danger", "alarm"),
    "done": State(_("Done"), "success", "check"),
    "answered": State(_("Answered"), "success", "reply"),
    "closed": State(_("Closed"), "neutral", "check"),
    "declined": State(_("Declined"), "danger", "cross"),
    "withdrawn": State(_("Withdrawn"), "neutral", "undo"),
    "draft": State(_("Draft"), "neutral", "pencil"),
    "failed": State(_("Failed"), "danger", "warning"),
    "active": State(_("Active"), "success", "check"),
    "inactive": State(_("Inactive"), "neutral", "pause"),
}
