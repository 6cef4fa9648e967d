"""How things ended: answered at once, settled and how, reopened, handed on."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.reports.figures import figure
from hantong.reports.grouped import Line, grouped
from hantong.reports.scope import Scope, contacts, matters
from hantong.reports.states import REOPENED, SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So many out of so many."""

    count: int
    of_count: int

    @property
    def share(self) -> float | None:
        """The share, 0…1, and None of nothing."""
        return self.count / self.of_count if self.of_count else None


@figure(
    name=_("Answered at once"),
    definition=_("Contacts in which the resident had the answer before the conversation ended: one stop, no matter."),
    denominator=_("All contacts of the period, those in which the resident gave up included."),
)
def answered_at_once(scope: Scope, by: str = "") -> dict[str, Part]:
    """Give how many contacts were answered at once, per value of the field `by`."""
    at_once = Q(outcome=Contact.Outcome.ANSWERED)
    lines = grouped(contacts(scope), by, count=Count("pk", filter=at_once), of_count=Count("*"))
    return _parts(lines)


@figure(
    name=_("Reopened"),
    definition=_("Matters that were settled and opened again at least once, by the resident or by staff."),
    denominator=_("Matters of the period that have been settled at least once."),
)
def reopened(scope: Scope, by: str = "") -> dict[str, Part]:
    """Give how many matters were opened again, per value of the field `by`."""
    once_settled = SETTLED | REOPENED
    lines = grouped(matters(scope), by, count=Count("pk", filter=REOPENED), of_count=Count("pk", filter=once_settled))
    return _parts(lines)


def _parts(lines: dict[str, Line]) -> dict[str, Part]:
    return {key: Part(count=line["count"], of_count=line["of_count"]) for key, line in lines.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """How often matters changed hands."""

    hand_overs_count: int
    matters_count: int

    @property
    def per_matter(self) -> float | None:
        """Hand-overs per matter, None where there is no matter."""
        return self.hand_overs_count / self.matters_count if self.matters_count else None


@figure(
    name=_("Hand-overs per matter"),
    definition=_("Hand-overs of the work to another department or person, those declined or timed out included."),
    denominator=_("All matters of the period, those never handed over included."),
)
def transfers(scope: Scope, by: str = "") -> dict[str, Transfers]:
    """Give how often matters changed hands, per value of the field `by`."""
    lines = grouped(matters(scope), by, hand_overs=Sum("hand_overs", default=0), matters=Count("*"))
    return {
        key: Transfers(hand_overs_count=line["hand_overs"], matters_count=line["matters"])
        for key, line in lines.items()
    }


@figure(
    name=_("How matters ended"),
    definition=_("The end state that the resident was told at the settlement that stands."),
    denominator=_("Matters of the period that are settled."),
)
def end_states(scope: Scope) -> dict[Case.EndState, Part]:
    """Give how many settled matters ended in each way, every way named."""
    counted = grouped(matters(scope).filter(SETTLED), "end_state", count=Count("*"))
    total = sum(line["count"] for line in counted.values())
    return {end: Part(count=counted.get(end.value, {"count": 0})["count"], of_count=total) for end in Case.EndState}
