"""Form fields for what a service asks beyond the words: Open311's datatypes as inputs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.models import ServiceAttribute
from hantong.kit.words import said

PREFIX = "attribute_"
Datatype = ServiceAttribute.Datatype


def fields_for(attributes: Iterable[ServiceAttribute]) -> dict[str, forms.Field]:
    """Give a field for every attribute that is asked; what is only told has none."""
    return {PREFIX + each.code: _field(each) for each in attributes if each.is_variable}


def _field(attribute: ServiceAttribute) -> forms.Field:
    common: dict[str, Any] = {
        "label": attribute.name,
        "required": attribute.is_required,
        "help_text": said(attribute.hints) if isinstance(attribute.hints, Mapping) else "",
    }
    if attribute.datatype == Datatype.NUMBER:
        return forms.DecimalField(max_digits=12, decimal_places=4, **common)
    if attribute.datatype == Datatype.DATETIME:
        return forms.DateTimeField(widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"), **common)
    if attribute.datatype == Datatype.TEXT:
        return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=2000, **common)
    if attribute.datatype == Datatype.SINGLE:
        choices = [("", _("Please choose")), *choices_of(attribute)]
        return forms.ChoiceField(choices=choices, **common)
    if attribute.datatype == Datatype.MULTI:
        return forms.MultipleChoiceField(choices=choices_of(attribute), widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=200, **common)


def choices_of(attribute: ServiceAttribute) -> list[tuple[str, str]]:
    """Give the (key, words) pairs of a list attribute in the reader's language."""
    pairs = []
    for choice in attribute.choices:
        if not isinstance(choice, Mapping):
            pairs.append((str(choice), str(choice)))
            continue
        words = choice.get("names") or choice.get("name") or choice.get("key")
        pairs.append((str(choice.get("key")), said(words) if isinstance(words, Mapping) else str(words)))
    return pairs


def answers_in(cleaned: Mapping[str, object]) -> dict[str, object]:
    """Give what was answered, by the attributes' codes, as plain JSON values."""
    return {
        name.removeprefix(PREFIX): _plain(value)
        for name, value in cleaned.items()
        if name.startswith(PREFIX) and value not in (None, "", [])
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value
