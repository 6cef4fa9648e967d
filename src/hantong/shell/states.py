"""The states that a status pill knows: each has a word, a tone and an icon, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class State:
    """What a pill shows: its word, its tone and its icon."""

    label: str | Promise
    tone: str
    icon: str


STATES: dict[str, State] = {
    "new": State(pgettext_lazy("state", "New"), "info", "spark"),
    "open": State(pgettext_lazy("state", "Open"), "info", "circle"),
    "working": State(pgettext_lazy("state", "In progress"), "info", "half"),
    "waiting": State(pgettext_lazy("state", "Waiting"), "neutral", "clock"),
    "paused": State(pgettext_lazy("state", "Paused"), "neutral", "pause"),
    "offered": State(pgettext_lazy("state", "Offered"), "warning", "arrow-right"),
    "due_soon": State(pgettext_lazy("state", "Due soon"), "warning", "clock"),
    "overdue": State(pgettext_lazy("state", "Overdue"), "danger", "alarm"),
    "alarm": State(pgettext_lazy("state", "Alarm"), "danger", "alarm"),
    "done": State(pgettext_lazy("state", "Done"), "success", "check"),
    "answered": State(pgettext_lazy("state", "Answered"), "success", "reply"),
    "closed": State(pgettext_lazy("state", "Closed"), "neutral", "check"),
    "declined": State(pgettext_lazy("state", "Declined"), "danger", "cross"),
    "withdrawn": State(pgettext_lazy("state", "Withdrawn"), "neutral", "undo"),
    "draft": State(pgettext_lazy("state", "Draft"), "neutral", "pencil"),
    "failed": State(pgettext_lazy("state", "Failed"), "danger", "warning"),
    "active": State(pgettext_lazy("state", "Active"), "success", "check"),
    "inactive": State(pgettext_lazy("state", "Inactive"), "neutral", "pause"),
}
