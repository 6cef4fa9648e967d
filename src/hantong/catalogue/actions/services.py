"""Making, changing and removing services."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.catalogue.actions._writing import filled, written
from hantong.catalogue.facts import ServiceFacts
from hantong.catalogue.models import RetentionClass, Service, ServiceGroup
from hantong.catalogue.placeholders import unknown_in
from hantong.catalogue.reading import service_facts
from hantong.catalogue.refusals import AnswerMissing, DeadlineRefused, UnknownPlaceholder
from hantong.offices.facts import differences, mark_of
from hantong.offices.lookups import jurisdiction_of, named
from hantong.offices.refusals import CodeTaken, UnknownCode, refuse_in_use, refuse_stale

OWNED = frozenset({"attributes", "responsibilities"})
WITHOUT_AMOUNT = {Service.DeadlineUnit.NONE, Service.DeadlineUnit.IMMEDIATE}
MOST = 999


@transaction.atomic
def add_service(*, facts: ServiceFacts, by: Staff | None, at: datetime) -> Service:
    """Add a service to the catalogue of its jurisdiction.

    Raises CodeTaken, NameMissing, UnknownCode, UnknownPlaceholder, DeadlineRefused, AnswerMissing.
    """
    jurisdiction = jurisdiction_of(facts.jurisdiction, field="jurisdiction")
    if Service.objects.filter(jurisdiction=jurisdiction, code=facts.code).exists():
        raise CodeTaken(field="code")
    row = Service(jurisdiction=jurisdiction, code=facts.code)
    _set(row, facts)
    row.save(force_insert=True)
    written(verb="service.added", subject=f"service:{facts.key}", details={}, by=by, at=at)
    return row


@transaction.atomic
def change_service(
    *, service: Service, facts: ServiceFacts, seen: str | None = None, by: Staff | None, at: datetime
) -> Service:
    """Set what a service is; its code and jurisdiction stay, and promises already made stay too.

    Raises StaleEdit, NameMissing, UnknownCode, UnknownPlaceholder, DeadlineRefused, AnswerMissing.
    """
    row = Service.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=service.pk)
    before = service_facts(row)
    refuse_stale(seen=seen, now=mark_of(before))
    _set(row, facts)
    after = service_facts(row)
    changes = differences(before, after)
    if changes:
        row.save()
        written(verb="service.changed", subject=f"service:{after.key}", details=changes, by=by, at=at)
    return row


def _set(row: Service, facts: ServiceFacts) -> None:
    row.names = named(facts.names)
    row.group = _group(facts.group)
    row.descriptions = filled(facts.descriptions)
    row.keywords, row.languages = list(facts.keywords), list(facts.languages)
    row.needs_place, row.is_public, row.is_active = facts.needs_place, facts.is_public, facts.is_active
    row.answerable_at_once = facts.answerable_at_once
    row.standard_answers = _answers(facts)
    row.deadline_unit, row.deadline_amount = facts.deadline_unit, _amount(facts)
    row.retention = _retention(facts.retention)


def _group(code: str) -> ServiceGroup | None:
    if not code:
        return None
    found = ServiceGroup.objects.filter(pk=code).first()
    if found is None:
        raise UnknownCode(field="group")
    return found


def _retention(code: str) -> RetentionClass | None:
    if not code:
        return None
    found = RetentionClass.objects.filter(pk=code).first()
    if found is None:
        raise UnknownCode(field="retention")
    return found


def _answers(facts: ServiceFacts) -> dict[str, str]:
    answers = filled(facts.standard_answers)
    for language, text in answers.items():
        if unknown := unknown_in(text):
            message = str(UnknownPlaceholder.message) + f" {{{unknown[0]}}}"
            raise UnknownPlaceholder(message, field=f"standard_answers_{language}")
    if facts.answerable_at_once and "ko" not in answers:
        raise AnswerMissing(field="standard_answers_ko")
    return answers


def _amount(facts: ServiceFacts) -> int:
    if facts.deadline_unit in WITHOUT_AMOUNT:
        return 1
    if not 1 <= facts.deadline_amount <= MOST:
        raise DeadlineRefused(field="deadline_amount")
    return facts.deadline_amount


@transaction.atomic
def remove_service(*, service: Service, by: Staff | None, at: datetime) -> None:
    """Remove a service that was never asked for, with its questions and responsibilities. Raises InUse."""
    refuse_in_use(service, owned=OWNED)
    key = service_facts(service).key
    service.delete()
    written(verb="service.removed", subject=f"service:{key}", details={}, by=by, at=at)
