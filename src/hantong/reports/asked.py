"""What somebody asks of the figures: the scope, the moment, and how to divide it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from hantong.offices.person import StaffPerson
from hantong.reports.models import Tally
from hantong.reports.periods import Period, year_before
from hantong.reports.scope import Scope
from hantong.reports.series import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question: `by` and perhaps `also` are headings for counts per band; `step` is the length of a series' points."""

    scope: Scope
    at: datetime
    by: Tally.Heading = Tally.Heading.PLACE
    also: Tally.Heading | None = None
    step: Step = Step.DAY

    def of(self, kind: Tally.Kind) -> Scope:
        """Give the scope, counting `kind`."""
        return replace(self.scope, kind=kind)

    @property
    def contacts(self) -> Scope:
        """The scope, counting contacts."""
        return self.of(Tally.Kind.CONTACTS)

    @property
    def matters(self) -> Scope:
        """The scope, counting matters."""
        return self.of(Tally.Kind.MATTERS)

    @property
    def a_year_before(self) -> Scope:
        """The scope, of the same dates a year before."""
        scope = self.scope
        period = Period(first_day=scope.first_day, until_day=scope.until_day, moments=scope.moments)
        earlier = year_before(period)
        return replace(scope, first_day=earlier.first_day, until_day=earlier.until_day, moments=earlier.moments)


def within_reach(person: StaffPerson, wanted: frozenset[UUID] | None) -> frozenset[UUID] | None:
    """Give the jurisdictions that `person` may read figures of, narrowed to those wanted; None means all."""
    reach = person.reach("reports.see")
    if reach.is_everything:
        return wanted
    return reach.jurisdictions if wanted is None else reach.jurisdictions & wanted
