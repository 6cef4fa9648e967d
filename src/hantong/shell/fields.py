"""What a form field needs to be shown well: label, help, error, and the ties between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or check box of a group."""

    tag: str
    label: str
    id: str


def field_kind(bound: BoundField) -> str:
    """Return which of the four shapes the field takes: hidden, choices, check, file or line."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, CHOICE_WIDGETS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "line"


def described_by(bound: BoundField) -> str:
    """Return the ids of the help and error texts that belong to the field."""
    ids = []
    if bound.help_text:
        ids.append(f"{bound.auto_id}-help")
    if bound.errors:
        ids.append(f"{bound.auto_id}-error")
    return " ".join(ids)


def field_context(bound: BoundField, *, look: str = "", **attrs: object) -> dict[str, Any]:
    """Return everything the field template shows."""
    kind = field_kind(bound)
    tied: dict[str, Any] = {name.replace("_", "-"): value for name, value in attrs.items()}
    if ids := described_by(bound):
        tied["aria-describedby"] = ids
    if bound.errors:
        tied["aria-invalid"] = "true"
    if kind == "file":
        tied["data-files"] = True
    return {
        "bound": bound,
        "kind": kind,
        "look": look,
        "widget": _widget(bound, kind, tied),
        "choices": _choices(bound) if kind == "choices" else [],
        "described_by": tied.get("aria-describedby", ""),
        "is_required": bound.field.required,
        "is_wide": isinstance(bound.field.widget, forms.Textarea),
    }


def _widget(bound: BoundField, kind: str, attrs: dict[str, Any]) -> SafeString:
    return SafeString("") if kind == "choices" else bound.as_widget(attrs=attrs)


def _choices(bound: BoundField) -> list[Choice]:
    return [
        Choice(tag=part.tag(), label=str(part.choice_label), id=str(part.id_for_label))
        for part in bound.subwidgets
        if str(part.data.get("value") or "") != "" or not bound.field.required
    ]
