"""The small marks of a page as HTML: written here rather than in templates because lists show thousands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils.html import conditional_escape as safe
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hantong.shell.states import STATES

NOTHING = mark_safe("")


def attributes(named: Mapping[str, object]) -> SafeString:
    """Return HTML attributes: `hx_get` becomes `hx-get`, True stands alone, nothing leaves it out."""
    return SafeString("".join(_attribute(n, v) for n, v in named.items() if v not in (None, False, "")))


def _attribute(name: str, value: object) -> str:
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{safe(str(value))}"'


@cache
def _sprite() -> str:
    return static("shell/icons.svg")


@lru_cache(maxsize=512)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Return an icon of the sprite; without a label it is decoration."""
    aria = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    kind = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        kind,
        aria,
        _sprite(),
        name,
    )


def button(
    label: str,
    kind: str = "primary",
    *,
    icon: str = "",
    type: str = "submit",
    size: str = "",
    key: str = "",
    is_bare: bool = False,
    **attrs: object,
) -> SafeString:
    """Return a button: primary, secondary, quiet or danger; `key` is its shortcut."""
    named = {"type": type, "class_": _classes(kind, size, is_bare), "data_key": key, **attrs}
    return SafeString(f"<button{attributes(named)}>{_inside(label, icon, key, is_bare)}</button>")


def link_button(
    label: str,
    url: str,
    kind: str = "secondary",
    *,
    icon: str = "",
    size: str = "",
    key: str = "",
    is_bare: bool = False,
    **attrs: object,
) -> SafeString:
    """Return a link that looks like a button: for going somewhere, never for writing."""
    named = {"href": url, "class_": _classes(kind, size, is_bare), "data_key": key, **attrs}
    return SafeString(f"<a{attributes(named)}>{_inside(label, icon, key, is_bare)}</a>")


def dialog_opener(label: str, id: str, url: str = "", kind: str = "secondary", **attrs: object) -> SafeString:
    """Return a link that opens the dialog of that id; without JavaScript it goes to `url` or the dialog."""
    return link_button(label, url or f"#{id}", kind, **{"data_dialog": id, **attrs})  # type: ignore[arg-type]


def _classes(kind: str, size: str, is_bare: bool) -> str:
    names = ["button", f"button-{kind}", f"button-{size}" if size else "", "button-bare" if is_bare else ""]
    return " ".join(name for name in names if name)


def _inside(label: str, icon_name: str, key: str, is_bare: bool) -> str:
    drawn = icon(icon_name) if icon_name else NOTHING
    hint = f'<kbd class="button-key" aria-hidden="true">{safe(key)}</kbd>' if key else ""
    return f'{drawn}<span class="{"unseen" if is_bare else "button-word"}">{safe(label)}</span>{hint}'


def pill(label: str, tone: str = "neutral", icon: str = "dot", title: str = "") -> SafeString:
    """Return a pill: neutral, info, success, warning or danger, with an icon and a word."""
    return _pill(str(label), tone, icon, title)


@lru_cache(maxsize=2048, typed=True)  # a text that was safe once does not make its equal safe
def _pill(label: str, tone: str, icon_name: str, title: str) -> SafeString:
    named = attributes({"title": title})
    return format_html('<span class="pill tone-{}"{}>{}{}</span>', tone, named, icon(icon_name), label)


def status(name: str, label: str = "", title: str = "") -> SafeString:
    """Return the pill of a known state; raises KeyError for a state that does not exist."""
    state = STATES[name]
    return _pill(str(label or state.label), state.tone, state.icon, str(title))


def keys(*names: str) -> SafeString:
    """Return keyboard keys."""
    return format_html_join(mark_safe(" "), "<kbd>{}</kbd>", ((name,) for name in names))


def progress(value: float, label: str, most: float = 100, text: str = "") -> SafeString:
    """Return a progress bar with its words."""
    return format_html(
        '<span class="progress"><span class="progress-label">{}</span>'
        '<progress value="{}" max="{}" aria-label="{}"></progress>'
        '<span class="progress-text">{}</span></span>',
        label,
        f"{value:g}",
        f"{most:g}",
        label,
        text or f"{value / most:.0%}",
    )


def skeleton(lines: int = 3) -> SafeString:
    """Return grey lines in the place of what is being fetched."""
    bars = format_html_join("", '<span class="skeleton-line"></span>{}', (("",) for _line in range(lines)))
    return format_html('<span class="skeleton" role="status" aria-label="{}">{}</span>', _("Loading"), bars)


def person(name: str, note: str = "", url: str = "") -> SafeString:
    """Return a person by name, without a face."""
    inside = format_html('{}<span class="person-name">{}</span>', icon("person"), name)
    if note:
        inside += format_html('<span class="person-note">{}</span>', note)
    if url:
        return format_html('<a class="person" href="{}">{}</a>', url, inside)
    return format_html('<span class="person">{}</span>', inside)


def time_tag(at: datetime, text: str, far: str) -> SafeString:
    """Return a moment as text with how far away it is."""
    away = f' <span class="moment-far">{safe(far)}</span>' if far else ""
    return SafeString(f'<time class="moment" datetime="{at.isoformat()}">{safe(text)}{away}</time>')


def short_time_tag(at: datetime, text: str, title: str) -> SafeString:
    """Return a moment as the short text, with the whole one in its title."""
    return SafeString(f'<time class="moment" datetime="{at.isoformat()}" title="{escape(title)}">{escape(text)}</time>')


def menu_link(item: Any, with_key: object = False) -> SafeString:  # noqa: ANN401  (rooms have items of their own)
    """Return one line of the menu as a link; `with_key` shows the key that is typed after `g`, and listens to it."""
    key = with_key and getattr(item, "key", "")
    count = getattr(item, "count", 0)
    return format_html(
        '<a href="{}"{}>{}<span class="rail-label">{}</span>{}{}</a>',
        item.url,
        attributes({"aria_current": "page" if item.is_current else "", "data_key": f"g {key}" if key else ""}),
        icon(item.icon or "dot"),
        item.label,
        format_html('<span class="count">{}</span>', count) if count else NOTHING,
        format_html('<kbd class="rail-key" aria-hidden="true">g {}</kbd>', key) if key else NOTHING,
    )
