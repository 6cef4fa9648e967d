"""By when an answer is due, for a service in a jurisdiction: rows and calendars go in, a moment comes out."""

from datetime import datetime
from uuid import UUID

from hantong.cases.deadlines import DeadlineRule, due_at
from hantong.cases.models import Case, Closure, Extension, Pause
from hantong.cases.terms import OFFER_WORKING_MIN, URGENT_OFFER_WORKING_MIN
from hantong.catalogue.models import Service
from hantong.offices.directory import directory
from hantong.offices.hours import OfficeHours


def rule_of(service: Service | None) -> DeadlineRule:
    """Give the deadline rule of a service; without a service nothing is promised."""
    if service is None:
        return DeadlineRule("none")
    return DeadlineRule(service.deadline_unit, service.deadline_amount)


def promise(*, service: Service | None, received_at: datetime, jurisdiction: UUID) -> tuple[str, datetime | None]:
    """Give the rule that a matter is promised by, as it is kept with it, and the moment it leads to."""
    rule = rule_of(service)
    return str(rule), due_at(received_at=received_at, rule=rule, hours=_hours(jurisdiction))


def due_again(case: Case, *, further_extensions: int = 0) -> datetime | None:
    """Reckon a matter's deadline anew, with its extensions and pauses, by the calendar as it is now.

    `further_extensions` asks what as many more extensions would lead to.
    """
    begun = _begun_at(case)
    pauses = Pause.objects.filter(case=case, starts_at__gte=begun, ends_at__isnull=False)
    extensions = Extension.objects.filter(case=case, at__gte=begun).count()
    return due_at(
        received_at=begun,
        rule=DeadlineRule.parse(case.due_rule),
        hours=_hours(case.jurisdiction_id),
        extensions=extensions + further_extensions,
        pauses=[(pause.starts_at, pause.ends_at) for pause in pauses],
    )


def offer_ends_at(*, at: datetime, unit: UUID, is_urgent: bool) -> datetime:
    """Give the moment at which an offer to `unit` runs out: some hours of that department's own working time."""
    office = directory().departments[unit]
    minutes = URGENT_OFFER_WORKING_MIN if is_urgent else OFFER_WORKING_MIN
    return _hours(office.jurisdiction_id).add_working_minutes(at, minutes)


def _hours(jurisdiction: UUID) -> OfficeHours:
    return directory().clocks[jurisdiction].hours


def _begun_at(case: Case) -> datetime:
    """The clock begins when the resident spoke, and anew at each reopening."""
    if not case.reopenings:
        return case.said_at
    lifted = Closure.objects.filter(case=case, lifted_at__isnull=False).order_by("-lifted_at").first()
    return lifted.lifted_at if lifted and lifted.lifted_at else case.said_at
