"""The small marks of a page as HTML: written here rather than in templates because lists show thousands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hantong.shell.states import STATES

NOTHING = mark_safe("")
NOTICE_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "alarm"}


def attributes(named: Mapping[str, object]) -> SafeString:
    """Return HTML attributes: `hx_get` becomes `hx-get`, True stands alone, None, False and "" are left out."""
    shown = ((n.rstrip("_").replace("_", "-"), v) for n, v in named.items() if v not in (None, False, ""))
    return format_html_join("", " {}{}", ((n, NOTHING if v is True else _value(v)) for n, v in shown))


def _value(value: object) -> SafeString:
    return format_html('="{}"', value)


def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Return an icon of the sprite; without a label it is decoration."""
    aria = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    kind = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        kind,
        aria,
        static("shell/icons.svg"),
        name,
    )


def button(  # noqa: PLR0913 (each is one visible part of the button)
    label: str,
    kind: str = "primary",
    *,
    icon: str = "",
    type: str = "submit",  # noqa: A002 (the name of the attribute)
    size: str = "",
    key: str = "",
    is_bare: bool = False,
    **attrs: object,
) -> SafeString:
    """Return a button: primary, secondary, quiet or danger; `key` is its shortcut, `is_bare` hides the word."""
    named = {"type": type, "class_": _classes(kind, size, is_bare), "data_key": key, **attrs}
    return format_html("<button{}>{}</button>", attributes(named), _inside(label, icon, key, is_bare))


def link_button(  # noqa: PLR0913
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
    return format_html("<a{}>{}</a>", attributes(named), _inside(label, icon, key, is_bare))


def dialog_opener(label: str, id: str, url: str = "", kind: str = "secondary", **attrs: object) -> SafeString:  # noqa: A002
    """Return a link that opens the dialog of that id; without JavaScript it goes to `url`, or to the dialog."""
    return link_button(label, url or f"#{id}", kind, **{"data_dialog": id, **attrs})  # type: ignore[arg-type]


def _classes(kind: str, size: str, is_bare: bool) -> str:
    names = ["button", f"button-{kind}", f"button-{size}" if size else "", "button-bare" if is_bare else ""]
    return " ".join(name for name in names if name)


def _inside(label: str, icon_name: str, key: str, is_bare: bool) -> SafeString:
    drawn = icon(icon_name) if icon_name else NOTHING
    word = format_html('<span class="{}">{}</span>', "unseen" if is_bare else "button-word", label)
    hint = format_html('<kbd class="button-key" aria-hidden="true">{}</kbd>', key) if key else NOTHING
    return drawn + word + hint


def pill(label: str, tone: str = "neutral", icon: str = "dot", title: str = "") -> SafeString:
    """Return a pill: neutral, info, success, warning or danger, with an icon and a word."""
    shape = _icon(icon)
    return format_html('<span class="pill tone-{}"{}>{}{}</span>', tone, attributes({"title": title}), shape, label)


def status(name: str, label: str = "", title: str = "") -> SafeString:
    """Return the pill of a known state; raises KeyError for a state that does not exist."""
    state = STATES[name]
    return pill(label or str(state.label), state.tone, state.icon, title)


_icon = icon  # the argument `icon` hides the function in the marks that take one


def keys(*names: str) -> SafeString:
    """Return keyboard keys."""
    return format_html_join(mark_safe(" "), "<kbd>{}</kbd>", ((name,) for name in names))


def progress(value: float, label: str, most: float = 100, text: str = "") -> SafeString:
    """Return a progress bar with its words."""
    return format_html(
        '<span class="progress"><span class="progress-label">{}</span>'
        '<progress value="{}" max="{}" aria-label="{}"></progress><span class="progress-text">{}</span></span>',
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
    away = format_html(' <span class="moment-far">{}</span>', far) if far else NOTHING
    return format_html('<time class="moment" datetime="{}">{}{}</time>', at.isoformat(), text, away)


def short_time_tag(at: datetime, text: str, title: str) -> SafeString:
    """Return a moment as the short text, with the whole one in its title."""
    return format_html('<time class="moment" datetime="{}" title="{}">{}</time>', at.isoformat(), title, text)


def cell(content: str, label: str = "", head: bool = False, numeric: bool = False, kind: str = "") -> SafeString:
    """Return a table cell; its label stands before it where the table becomes cards."""
    names = " ".join(n for n in ("numeric" if numeric else "", kind) if n)
    if head:
        named = {"scope": "row", "role": "rowheader", "data_label": label, "class_": names}
        return format_html("<th{}>{}</th>", attributes(named), content)
    return format_html("<td{}>{}</td>", attributes({"role": "cell", "data_label": label, "class_": names}), content)


def column(label: str, *, url: str = "", order: str = "", numeric: bool = False) -> SafeString:
    """Return a column's head."""
    named = {"scope": "col", "role": "columnheader", "aria_sort": order, "class_": "numeric" if numeric else ""}
    if not url:
        return format_html("<th{}>{}</th>", attributes(named), label)
    shape = icon({"ascending": "up", "descending": "down"}.get(order, "sort"))
    return format_html('<th{}><a class="sort" href="{}">{}{}</a></th>', attributes(named), url, label, shape)


def table(content: str, caption: str, is_caption_hidden: bool = False, kind: str = "", **attrs: object) -> SafeString:
    """Return a table that scrolls inside itself, and on a narrow page becomes cards (kind "plain" does not)."""
    hidden = "unseen" if is_caption_hidden else ""
    named = {"class_": f"table {kind}".strip(), "role": "table", **attrs}
    return format_html(
        '<div class="table-frame"><table{}><caption{}>{}</caption>{}</table></div>',
        attributes(named),
        attributes({"class": hidden}),
        caption,
        content,
    )


def facts(content: str, kind: str = "") -> SafeString:
    """Return a list of facts, one `fact` each."""
    return format_html('<dl class="facts {}">{}</dl>', kind, content)


def fact(content: str, label: str) -> SafeString:
    """Return one named fact."""
    return format_html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', label, content)


def fieldset(content: str, legend: str, help: str = "") -> SafeString:  # noqa: A002
    """Return fields that belong together under one name."""
    text = format_html('<p class="field-help">{}</p>', help) if help else NOTHING
    return format_html('<fieldset class="fieldset"><legend>{}</legend>{}{}</fieldset>', legend, text, content)


def timeline(content: str, label: str = "") -> SafeString:
    """Return a list of happenings."""
    return format_html('<ol class="timeline"{}>{}</ol>', attributes({"aria_label": label}), content)


def happening(  # noqa: PLR0913
    content: str, *, when: str, who: str, what: str, icon: str, tone: str
) -> SafeString:
    """Return one row of a timeline: what, who, when, and the text itself."""
    head = format_html('<span class="happening-what">{}</span>', what) if what else NOTHING
    by = format_html('<span class="happening-who">{}</span>', who) if who else NOTHING
    body = format_html('<div class="happening-body">{}</div>', content) if content.strip() else NOTHING
    return format_html(
        '<li class="happening tone-{}"><span class="happening-mark">{}</span>'
        '<div class="happening-inside"><p class="happening-head">{}{}{}</p>{}</div></li>',
        tone,
        _icon(icon),
        head,
        by,
        when,
        body,
    )


def notice(content: str, *, kind: str, title: str, live: bool) -> SafeString:
    """Return a notice; `live` has a screen reader say it at once."""
    heading = format_html('<p class="notice-title">{}</p>', title) if title else NOTHING
    role = ("alert" if kind == "danger" else "status") if live else ""
    return format_html(
        '<div class="notice tone-{}"{}>{}<div class="notice-inside">{}{}</div></div>',
        kind,
        attributes({"role": role}),
        icon(NOTICE_ICONS[kind]),
        heading,
        content,
    )


def card(content: str, *, title: str, kind: str, level: int, **attrs: object) -> SafeString:
    """Return a card."""
    heading = format_html('<h{0} class="card-title">{1}</h{0}>', level, title) if title else NOTHING
    named = {"class_": f"card {kind}".strip(), **attrs}
    return format_html("<section{}>{}{}</section>", attributes(named), heading, content)


def dialog(content: str, *, id: str, title: str) -> SafeString:  # noqa: A002
    """Return a native dialog; without JavaScript its address (#id) shows it."""
    close = button(_("Close"), "quiet", icon="cross", type="button", is_bare=True, data_close=True)
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-head">'
        '<h2 id="{0}-title">{1}</h2>{2}</div><div class="dialog-body">{3}</div></dialog>',
        id,
        title,
        close,
        content,
    )


def disclosure(content: str, *, summary: str, is_open: bool, count: int | None) -> SafeString:
    """Return a details element; `count` says how much is inside."""
    number = format_html(' <span class="count">{}</span>', count) if count is not None else NOTHING
    return format_html(
        '<details class="disclosure"{}><summary>{}{}{}</summary><div class="disclosure-body">{}</div></details>',
        attributes({"open": is_open}),
        icon("right"),
        summary,
        number,
        content,
    )


def filters(content: str, *, action: str, target: str, label: str) -> SafeString:
    """Return a GET form; with `target` (a CSS selector) it refreshes that region while one types."""
    live = {
        "hx_get": action,
        "hx_target": target,
        "hx_select": target,
        "hx_swap": "outerHTML",
        "hx_push_url": "true",
        "hx_trigger": "input changed delay:300ms from:find input[type=search], change, submit",
    }
    named = {
        "class_": "filters",
        "method": "get",
        "action": action,
        "role": "search",
        "aria_label": label or _("Filter"),
        **(live if target else {}),
    }
    apply = button(_("Apply"), "secondary", icon="filter", size="small")
    return format_html("<form{}>{}{}</form>", attributes(named), content, apply)


def bulk(content: str, *, form: str, label: str) -> SafeString:
    """Return the bar that acts on ticked rows; JavaScript counts them and hides the bar at none."""
    return format_html(
        '<div class="bulk" data-bulk="{}" role="group" aria-label="{}">'
        '<span class="bulk-count" aria-live="polite" data-bulk-count></span>{}</div>',
        form,
        label or _("For the ticked rows"),
        content,
    )
