"""Saying who answers for a service, and where."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.catalogue.actions._writing import written
from hantong.catalogue.facts import DutyFacts
from hantong.catalogue.models import Responsibility, Service
from hantong.catalogue.reading import duties_of, in_order, service_facts
from hantong.offices.lookups import department_of, jurisdiction_of, place_of
from hantong.offices.models import Department, Jurisdiction, Place


@transaction.atomic
def set_duty(
    *,
    service: Service,
    jurisdiction: Jurisdiction | None,
    place: Place | None,
    department: Department | None,
    by: Staff | None,
    at: datetime,
) -> None:
    """Say which department answers for a service in a jurisdiction, at a place, or with neither everywhere.

    With no department nobody is named there any more, and whoever is named further up answers.
    """
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    before = duties_of(service)
    spot = Responsibility.objects.filter(service=service, jurisdiction=jurisdiction, place=place)
    if department is None:
        spot.delete()
    elif not spot.update(department=department):
        Responsibility(service=service, jurisdiction=jurisdiction, place=place, department=department).save(
            force_insert=True
        )
    _keep(service, before, by=by, at=at)


@transaction.atomic
def set_duties(*, service: Service, duties: Iterable[DutyFacts], by: Staff | None, at: datetime) -> None:
    """Set all that is said about who answers for a service. Raises UnknownCode."""
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    before, after = duties_of(service), in_order(set(duties))
    if before == after:
        return
    Responsibility.objects.filter(service=service).delete()
    Responsibility.objects.bulk_create(
        Responsibility(
            service=service,
            jurisdiction=jurisdiction_of(duty.jurisdiction, field="jurisdiction") if duty.jurisdiction else None,
            place=place_of(duty.place, field="place") if duty.place else None,
            department=department_of(duty.department, field="department"),
        )
        for duty in after
    )
    _keep(service, before, by=by, at=at)


def _keep(service: Service, before: tuple[DutyFacts, ...], *, by: Staff | None, at: datetime) -> None:
    after = duties_of(service)
    if before == after:
        return
    details = {"before": [_text(duty) for duty in before], "after": [_text(duty) for duty in after]}
    written(verb="duty.set", subject=f"service:{service_facts(service).key}", details=details, by=by, at=at)


def _text(duty: DutyFacts) -> str:
    return f"{duty.place or duty.jurisdiction or '*'}: {duty.department}"
