"""The services as the standard lists them, and what each asks."""

from collections.abc import Mapping

from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service, ServiceAttribute
from hantong.channels.open311.scope import Scope
from hantong.contacts.attribute_fields import choices_of
from hantong.kit.words import said

LISTS = {ServiceAttribute.Datatype.SINGLE, ServiceAttribute.Datatype.MULTI}
Row = dict[str, object]


def service_rows(scope: Scope, language: str) -> list[Row]:
    """Give what can be filed in a jurisdiction."""
    book = catalogue()
    groups = {code: said(group.names, language) for code, group in book.groups.items()}
    return [
        {
            "service_code": service.code,
            "service_name": said(service.names, language),
            "description": said(service.descriptions, language),
            "metadata": bool(book.attributes.get(service.pk)),
            "type": "realtime",
            "keywords": ", ".join(service.keywords),
            "group": groups.get(service.group_id or "", ""),
        }
        for service in sorted(scope.offered.values(), key=lambda each: (each.group_id or "", each.code))
    ]


def definition(service: Service, language: str) -> Row:
    """Give what a service asks for."""
    asked = catalogue().attributes.get(service.pk, ())
    return {"service_code": service.code, "attributes": [_attribute(each, language) for each in asked]}


def _attribute(attribute: ServiceAttribute, language: str) -> Row:
    hints = attribute.hints if isinstance(attribute.hints, Mapping) else {}
    row: Row = {
        "variable": attribute.is_variable,
        "code": attribute.code,
        "datatype": str(attribute.datatype),
        "required": attribute.is_required,
        "datatype_description": said(hints, language) or None,
        "order": attribute.order,
        "description": said(attribute.names, language),
    }
    if attribute.datatype in LISTS:
        row["values"] = [{"key": key, "name": name} for key, name in choices_of(attribute)]
    return row
