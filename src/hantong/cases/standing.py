"""How a matter stands at a moment, in one word with a tone: the pill beside its title."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hantong.cases.models import Case

SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pill: its word, tone and icon."""

    label: str | Promise
    tone: str
    icon: str


ENDS = {
    Case.EndState.DONE: Standing(pgettext_lazy("end state", "Done"), "success", "check"),
    Case.EndState.ANSWERED: Standing(pgettext_lazy("end state", "Answered"), "success", "reply"),
    Case.EndState.NOT_OURS: Standing(pgettext_lazy("end state", "Passed on"), "neutral", "handover"),
    Case.EndState.CANNOT: Standing(pgettext_lazy("end state", "Cannot be done"), "neutral", "cross"),
    Case.EndState.WITHDRAWN: Standing(pgettext_lazy("end state", "Withdrawn"), "neutral", "undo"),
    Case.EndState.DUPLICATE: Standing(pgettext_lazy("end state", "Duplicate"), "neutral", "merge"),
}
OVERDUE = Standing(pgettext_lazy("standing", "Overdue"), "danger", "alarm")
WAITING = Standing(pgettext_lazy("standing", "Waiting for the resident"), "neutral", "pause")
OFFERED = Standing(pgettext_lazy("standing", "Offered"), "warning", "handover")
DUE_SOON = Standing(pgettext_lazy("standing", "Due soon"), "warning", "clock")
UNTAKEN = Standing(pgettext_lazy("standing", "Not taken"), "info", "spark")
WORKING = Standing(pgettext_lazy("standing", "In progress"), "info", "half")


def standing_of(case: Case, *, at: datetime, is_offered: bool = False) -> Standing:
    """Give the one thing about a matter that matters most at `at`."""
    if case.is_closed:
        return ENDS[Case.EndState(case.end_state)]
    if case.is_overdue(at):
        return OVERDUE
    if case.is_waiting:
        return WAITING
    if is_offered:
        return OFFERED
    if case.due_at is not None and case.due_at < at + SOON:
        return DUE_SOON
    return UNTAKEN if case.owner_id is None or case.holder_id is None else WORKING
