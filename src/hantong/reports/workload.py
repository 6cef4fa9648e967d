"""What departments and owners answer for: open, settled, overdue, and how long it took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hantong.reports.figures import figure
from hantong.reports.grouped import grouped
from hantong.reports.measures import Percentile, between
from hantong.reports.scope import Scope, matters
from hantong.reports.states import KEPT, OPEN, PROMISED, SETTLED, overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What one department or owner answers for."""

    count: int
    open_count: int
    overdue_count: int
    settled_count: int
    promised_count: int
    kept_count: int
    median: timedelta | None

    @property
    def kept_share(self) -> float | None:
        """The share of promises kept, None where none was due."""
        return self.kept_count / self.promised_count if self.promised_count else None


_WHOSE = _("Matters of the period by whom they are owned now: open, overdue, settled, median time to settlement.")
_OUT_OF = _("Matters of the period that the line owns; the median is over its settled ones.")


@figure(name=_("Departments"), definition=_WHOSE, denominator=_OUT_OF)
def departments(scope: Scope, *, at: datetime) -> dict[str, Workload]:
    """Give what each owning department answers for as of `at`."""
    return _workload(scope, "owner_unit", at)


@figure(name=_("Owners"), definition=_WHOSE, denominator=_OUT_OF)
def owners(scope: Scope, *, at: datetime) -> dict[str, Workload]:
    """Give what each owner answers for as of `at`; matters that nobody took yet stand under ""."""
    return _workload(scope, "owner", at)


def _workload(scope: Scope, by: str, at: datetime) -> dict[str, Workload]:
    lines = grouped(
        matters(scope),
        by,
        count=Count("*"),
        open_count=Count("pk", filter=OPEN),
        overdue_count=Count("pk", filter=overdue(at)),
        settled_count=Count("pk", filter=SETTLED),
        promised_count=Count("pk", filter=SETTLED & PROMISED),
        kept_count=Count("pk", filter=KEPT),
        median=Percentile(between("said_at", "closed_at"), share=0.5),
    )
    found = {
        key: Workload(**{name: value for name, value in line.items() if name != by}) for key, line in lines.items()
    }
    return dict(sorted(found.items(), key=lambda each: (-each[1].overdue_count, -each[1].count)))
