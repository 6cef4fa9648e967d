"""Long selects, written in one go: a work list shows hundreds of offices and colleagues to choose from."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

Choice = tuple[object, object]


def options(choices: Iterable[Choice], chosen: str = "") -> SafeString:
    """Give the options of a select; a list in the place of a label becomes a group."""
    parts = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            parts.append(f'<optgroup label="{escape(value)}">{options(label, chosen)}</optgroup>')
        else:
            mark = " selected" if str(value) == chosen else ""
            parts.append(f'<option value="{escape(value)}"{mark}>{escape(label)}</option>')
    return SafeString("".join(parts))


class LightSelect(forms.Select):
    """A select that costs what its text costs."""

    def render(
        self, name: str, value: object, attrs: dict[str, object] | None = None, renderer: object = None
    ) -> SafeString:
        """Write the select with its options."""
        named: dict[str, object] = {"name": name, **self.attrs, **(attrs or {})}
        shown = format_html_join("", ' {}="{}"', ((key, "" if v is True else v) for key, v in named.items() if v))
        chosen = value[0] if isinstance(value, Sequence) and not isinstance(value, str) and value else value
        return format_html("<select{}>{}</select>", shown, options(self.choices, str(chosen or "")))
