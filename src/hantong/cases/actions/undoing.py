"""Taking back what was just done by mistake, exactly, as long as nothing has happened since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, write
from hantong.cases.events import CaseTaken
from hantong.cases.models import Alert, Case, HandOver, History
from hantong.cases.refusals import TooLateToUndo
from hantong.kit.events import announce

UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """In whose hands a matter is, how urgent it is and how often it was handed over: what an undo puts back."""

    owner: UUID | None
    owner_unit: UUID
    holder: UUID | None
    holder_unit: UUID
    is_urgent: bool
    hand_overs: int

    @classmethod
    def of(cls, case: Case) -> Self:
        """Note how `case` stands."""
        return cls(
            owner=case.owner_id,
            owner_unit=case.owner_unit_id,
            holder=case.holder_id,
            holder_unit=case.holder_unit_id,
            is_urgent=case.is_urgent,
            hand_overs=case.hand_overs,
        )


@transaction.atomic
def undo(*, case: Case, was: Hands, done: int, done_at: datetime, by: Staff, at: datetime) -> Case:
    """Put a matter back to how it stood before history row `done`, with its offer and the alerts it caused.

    Raises TooLateToUndo ten minutes later; StaleSave when something has happened since; AlreadyClosed.
    """
    if at > done_at + UNDO_WITHIN:
        raise TooLateToUndo
    case = held_open(case, seen=done)
    HandOver.objects.pending().filter(case=case, offered_at=done_at).update(
        outcome=HandOver.Outcome.WITHDRAWN, settled_at=at, settled_by=by
    )
    Alert.objects.filter(case=case, key__startswith=f"{case.pk}:{done}:").delete()
    case.owner_id, case.owner_unit_id = was.owner, was.owner_unit
    case.holder_id, case.holder_unit_id = was.holder, was.holder_unit
    case.is_urgent, case.hand_overs = was.is_urgent, was.hand_overs
    fields = ("owner", "owner_unit", "holder", "holder_unit", "is_urgent", "hand_overs")
    write(case, Step(kind=History.Kind.UNDONE, data={"of": done}), fields=fields, by=by, at=at)
    announce(CaseTaken.of(case))
    return case
