"""Widgets that are one HTML element, written as Django's own templates would: every form shows several of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape as safe

Widget = Mapping[str, Any]
INPUTS = (
    "checkbox",
    "date",
    "datetime",
    "email",
    "file",
    "hidden",
    "input",
    "number",
    "password",
    "text",
    "time",
    "url",
)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{safe(str(widget["value"]))}"'
    return f'<input type="{safe(widget["type"])}" name="{safe(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    return f'<textarea name="{safe(widget["name"])}"{_attributes(widget)}>\n{safe(widget["value"] or "")}</textarea>'


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {safe(name)}" if value is True else f' {safe(name)}="{safe(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


WRITERS: Mapping[str, Callable[[Widget], str]] = {
    f"django/forms/widgets/{name}.html": write
    for write, names in ((_input, INPUTS), (_textarea, ("textarea",)))
    for name in names
}


class PlainWidgets(DjangoTemplates):
    """Writes what is one element here, and leaves what is more to the templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Give the HTML of a widget."""
        write = WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)
