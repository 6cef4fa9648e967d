"""What residents write on their own goes on with their matter, opens it again, or begins a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise

from hantong.cases.actions import reopen
from hantong.cases.models import Case
from hantong.cases.refusals import TooLateToReopen
from hantong.contacts.actions.receiving import receive_all
from hantong.contacts.channel import Arrival
from hantong.contacts.inbox import Taken
from hantong.contacts.languages import page_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a resident wrote, read but not yet received.

    `arrival` says it as if it began a matter; `case` is the one that it goes on with, if any, and `speaker` who speaks
    there. A settled matter is opened again for the reason `again`, and left settled where that is empty.
    """

    arrival: Arrival
    case: Case | None = None
    speaker: UUID | None = None
    again: str | Promise = ""


def hear_all(*, those: Sequence[Taken | Heard], at: datetime) -> list[Taken]:
    """Receive what was heard and tell what came of each; what is taken already stays as it is. Raises Refused."""
    heard = [each for each in those if isinstance(each, Heard)]
    placed = [_placed(each, at=at) for each in heard]
    received = receive_all(arrivals=[arrival for arrival, _reason in placed], at=at)
    outcomes = iter(
        Taken(reason=reason, contact=each.contact, case=each.case)
        for (_arrival, reason), each in zip(placed, received, strict=True)
    )
    return [each if isinstance(each, Taken) else next(outcomes) for each in those]


def _placed(heard: Heard, *, at: datetime) -> tuple[Arrival, str]:
    """Give the arrival as it is received, and how: it joined a matter, opened one again, or opened one."""
    case = heard.case
    if case is None:
        return heard.arrival, "opened"
    if not (case.is_closed and heard.again):
        return _joining(heard, case), "joined"
    with translation.override(page_language(heard.arrival.language)):
        reason = str(heard.again)
    try:
        reopen(case=case, reason=reason, by=None, at=at, channel=heard.arrival.channel)
    except TooLateToReopen:
        return heard.arrival, "after_the_end"
    return _joining(heard, case), "reopened"


def _joining(heard: Heard, case: Case) -> Arrival:
    return replace(
        heard.arrival,
        joins=case.pk,
        jurisdiction=case.jurisdiction_id,
        service=None,
        resident=heard.speaker or heard.arrival.resident,
    )
