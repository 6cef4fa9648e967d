"""Whether what was promised was kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hantong.reports.figures import figure
from hantong.reports.grouped import grouped
from hantong.reports.scope import Scope, matters
from hantong.reports.states import KEPT, PROMISED, SETTLED, overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Of `promised_count` settled matters with a promise, `kept_count` in time; `overdue_count` are open and late."""

    promised_count: int
    kept_count: int
    overdue_count: int

    @property
    def broken_count(self) -> int:
        """How many were settled too late."""
        return self.promised_count - self.kept_count

    @property
    def kept_share(self) -> float | None:
        """The share of promises kept, None where none was due."""
        return self.kept_count / self.promised_count if self.promised_count else None


@figure(
    name=_("Kept promises"),
    definition=_(
        "Settled matters whose settlement came no later than the promised time, extensions that the resident was told "
        "of included. Open matters past their promise are told apart and never counted as kept."
    ),
    denominator=_("Matters of the period that are settled and had a promised time."),
)
def kept_promises(scope: Scope, *, at: datetime, by: str = "") -> dict[str, Promises]:
    """Give how many promises were kept, per value of the field `by`; lateness of open matters is as of `at`."""
    lines = grouped(
        matters(scope),
        by,
        promised_count=Count("pk", filter=SETTLED & PROMISED),
        kept_count=Count("pk", filter=KEPT),
        overdue_count=Count("pk", filter=overdue(at)),
    )
    names = ("promised_count", "kept_count", "overdue_count")
    return {key: Promises(**{name: line[name] for name in names}) for key, line in lines.items()}
