"""A YAML file of the catalogue read back into a book."""

from django.utils.translation import gettext as _

from hantong.catalogue.facts import (
    AttributeFacts,
    ChoiceFacts,
    DutyFacts,
    GroupFacts,
    RetentionFacts,
    ServiceFacts,
)
from hantong.catalogue.models import Service, ServiceAttribute
from hantong.catalogue.reading import in_order
from hantong.catalogue.yaml_book import FORMAT, CatalogueBookPages, ServicePage
from hantong.offices.yaml_entries import Entry, Reading, collected
from hantong.offices.yaml_reading import names_in, slug


def read_yaml(text: str, *, name: str) -> CatalogueBookPages:
    """Read a book that `as_yaml` or a person wrote. Raises FileRefused with each fault, its line and field."""
    reading = Reading(name)
    root = reading.open(text, kind=FORMAT)
    retention = collected(root.entries("retention_classes"), _retention, lambda facts: facts.code)
    groups = collected(root.entries("groups"), _group, lambda facts: facts.code)
    services = collected(root.entries("services"), _service, lambda page: page.facts.key)
    root.done()
    reading.check()
    return CatalogueBookPages(
        retention_classes=dict(sorted(retention.items())),
        groups=dict(sorted(groups.items(), key=lambda each: (each[1].rank, each[0]))),
        services=dict(sorted(services.items(), key=lambda each: (each[1].facts.jurisdiction, each[1].facts.code))),
    )


def _retention(entry: Entry) -> RetentionFacts:
    return RetentionFacts(
        code=slug(entry, "code"),
        names=names_in(entry),
        keep_days=entry.whole("keep_days", most=40_000),
        basis=entry.text("basis", required=False),
    )


def _group(entry: Entry) -> GroupFacts:
    return GroupFacts(code=slug(entry, "code"), names=names_in(entry), rank=entry.whole("rank", 0))


def _service(entry: Entry) -> ServicePage:
    unit, amount = _deadline(entry)
    facts = ServiceFacts(
        jurisdiction=entry.text("jurisdiction"),
        code=slug(entry, "code"),
        names=names_in(entry),
        group=entry.text("group", required=False),
        descriptions=dict(entry.words("descriptions")),
        keywords=entry.texts("keywords"),
        languages=entry.texts("languages"),
        needs_place=entry.flag("needs_place", default=False),
        is_public=entry.flag("public", default=True),
        is_active=entry.flag("active", default=True),
        answerable_at_once=entry.flag("answerable_at_once", default=False),
        standard_answers=dict(entry.words("standard_answers")),
        deadline_unit=unit,
        deadline_amount=amount,
        retention=entry.text("retention", required=False),
    )
    return ServicePage(
        facts=facts,
        attributes=tuple(map(_attribute, entry.entries("attributes"))),
        duties=in_order(set(map(_duty, entry.entries("responsible", "department")))),
    )


def _deadline(entry: Entry) -> tuple[str, int]:
    written = entry.text("deadline")
    unit, _colon, amount = written.partition(":")
    if unit not in Service.DeadlineUnit.values or not (amount or "1").isdecimal():
        words = ", ".join(Service.DeadlineUnit.values)
        problem = _("This must be a rule and an amount such as kr_days:7; the rules are: %(words)s.")
        if written:
            entry.blame("deadline", problem % {"words": words})
        return "none", 1
    return unit, int(amount or "1")


def _attribute(entry: Entry) -> AttributeFacts:
    datatype = entry.word("datatype", ServiceAttribute.Datatype.values)
    return AttributeFacts(
        code=slug(entry, "code"),
        names=names_in(entry),
        datatype=datatype,
        is_required=entry.flag("required", default=False),
        is_variable=entry.flag("asked", default=True),
        hints=dict(entry.words("hints")),
        choices=tuple(
            ChoiceFacts(key=each.text("key"), names=names_in(each)) for each in entry.entries("values", "key")
        ),
    )


def _duty(entry: Entry) -> DutyFacts:
    return DutyFacts(
        department=entry.text("department"),
        jurisdiction=entry.text("jurisdiction", required=False),
        place=entry.text("place", required=False),
    )
