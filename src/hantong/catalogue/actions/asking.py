"""Setting what a service asks beyond the words."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from hantong.access.models import Staff
from hantong.catalogue.actions._writing import filled, written
from hantong.catalogue.facts import AttributeFacts
from hantong.catalogue.models import Service, ServiceAttribute
from hantong.catalogue.reading import attributes_of, service_facts
from hantong.catalogue.refusals import AttributeTwice, ChoicesMissing
from hantong.offices.facts import mark_of
from hantong.offices.lookups import named
from hantong.offices.refusals import refuse_stale

LISTS = {ServiceAttribute.Datatype.SINGLE, ServiceAttribute.Datatype.MULTI}


@transaction.atomic
def set_attributes(
    *,
    service: Service,
    attributes: Sequence[AttributeFacts],
    seen: str | None = None,
    by: Staff | None,
    at: datetime,
) -> None:
    """Set the questions of a service, in this order; answers already given stay with their matters.

    Raises StaleEdit, NameMissing, AttributeTwice, ChoicesMissing.
    """
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    before, after = attributes_of(service), tuple(map(_checked, attributes))
    refuse_stale(seen=seen, now=mark_of(before))
    if len({each.code for each in after}) < len(after):
        raise AttributeTwice
    if before == after:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS attribute_order_once DEFERRED")
    known = {row.code: row for row in ServiceAttribute.objects.filter(service=service)}
    ServiceAttribute.objects.filter(service=service).exclude(code__in=[each.code for each in after]).delete()
    for order, facts in enumerate(after, start=1):
        row = known.get(facts.code) or ServiceAttribute(service=service, code=facts.code)
        _set(row, facts, order)
        row.save()
    details = {"attributes": [[each.code for each in before], [each.code for each in after]]}
    subject = f"service:{service_facts(service).key}"
    written(verb="attributes.set", subject=subject, details=details, by=by, at=at)


def _set(row: ServiceAttribute, facts: AttributeFacts, order: int) -> None:
    row.names, row.datatype, row.order = dict(facts.names), facts.datatype, order
    row.is_required, row.is_variable = facts.is_required, facts.is_variable
    row.hints = filled(facts.hints)
    row.choices = [{"key": each.key, "names": dict(each.names)} for each in facts.choices]


def _checked(facts: AttributeFacts) -> AttributeFacts:
    named(facts.names)
    is_list = facts.datatype in LISTS
    keys = [each.key for each in facts.choices]
    if is_list and (not keys or len(set(keys)) < len(keys) or not all(each.names for each in facts.choices)):
        raise ChoicesMissing(field="choices")
    return facts
