"""A widget written here is, letter for letter, what Django's own template makes of it."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from hantong.shell.plain_widgets import PlainWidgets

ATTRS: dict[str, object] = {
    "id": "x<",
    "maxlength": 1000,
    "required": True,
    "hidden": False,
    "title": 'a"b',
    "data-n": "",
}


@pytest.mark.parametrize("value", [None, "", "0", "<b>&'\"</b>", mark_safe("&amp;"), 12345])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(attrs={"type": "search"}),
        forms.EmailInput(),
        forms.NumberInput(),
        forms.DateTimeInput(),
        forms.HiddenInput(),
        forms.PasswordInput(render_value=True),
        forms.CheckboxInput(),
        forms.FileInput(),
        forms.Textarea(attrs={"rows": 3}),
        forms.RadioSelect(choices=[("0", "zero"), ("1", "one")]),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_a_widget_is_what_djangos_template_makes_of_it(widget: forms.Widget, value: object) -> None:
    ours, theirs = (widget.render("na&me", value, attrs=ATTRS, renderer=r) for r in (PlainWidgets(), DjangoTemplates()))
    assert ours == theirs
    assert "na&amp;me" in ours
