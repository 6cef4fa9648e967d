"""What can have happened to a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from hantong.cases.models import Case
from hantong.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(Event):
    """Something that happened to a matter; `n` is the history row that tells it."""

    case: UUID
    n: int
    owner: UUID | None = None
    holder: UUID | None = None
    owner_unit: UUID | None = None
    holder_unit: UUID | None = None
    text: str = ""
    to_unit: UUID | None = None
    to_staff: UUID | None = None
    way: str = ""

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        text: str = "",
        to_unit: UUID | None = None,
        to_staff: UUID | None = None,
        way: str = "",
    ) -> Self:
        """Tell it of `case` as its last history row left it; to whom the work is offered; by which way to tell it."""
        return cls(
            at=case.changed_at,
            case=case.pk,
            n=case.n,
            owner=case.owner_id,
            holder=case.holder_id,
            owner_unit=case.owner_unit_id,
            holder_unit=case.holder_unit_id,
            text=text,
            to_unit=to_unit,
            to_staff=to_staff,
            way=way,
        )

    def live_topics(self) -> Iterable[str]:
        """Tell the case's own page and the lists of its owner, its holder, whoever is offered it, and their units."""
        yield f"case:{self.case}"
        yield from {f"unit:{unit}" for unit in (self.owner_unit, self.holder_unit, self.to_unit) if unit}
        yield from {f"staff:{staff}" for staff in (self.owner, self.holder, self.to_staff) if staff}


class CaseOpened(CaseEvent):
    """A matter begins."""


class CaseTaken(CaseEvent):
    """Somebody answers for it from now on."""


class CaseSaid(CaseEvent):
    """The resident said something more."""


class CaseNoted(CaseEvent):
    """Staff wrote something for one another, or changed what is recorded."""


class CaseAnswered(CaseEvent):
    """The resident is told something."""


class ResidentAsked(CaseEvent):
    """The resident is asked something, and the clock stands still."""


class HandOverOffered(CaseEvent):
    """The work was offered to a department or person."""


class HandOverSettled(CaseEvent):
    """The offer was accepted, declined, withdrawn, or ran out."""


class ConsentAsked(CaseEvent):
    """The resident is asked whether the promise may move a second time."""


class DeadlineMoved(CaseEvent):
    """The promise changed."""


class CaseClosed(CaseEvent):
    """The matter is settled."""


class CaseReopened(CaseEvent):
    """The matter is open again."""
