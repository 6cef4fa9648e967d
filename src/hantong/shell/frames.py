"""The pieces that hold something, as HTML: tables, cards, notices, timelines, dialogs."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hantong.shell.marks import NOTHING, attributes, button
from hantong.shell.marks import icon as draw
from hantong.shell.quotes import unfolded

NOTICE_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "alarm"}


def cell(content: str, label: str = "", head: bool = False, numeric: bool = False, kind: str = "") -> SafeString:
    """Return a table cell; its label stands before it where the table becomes cards."""
    names = " ".join(n for n in ("numeric" if numeric else "", kind) if n)
    if head:
        named = {"scope": "row", "role": "rowheader", "data_label": label, "class_": names}
        return format_html("<th{}>{}</th>", attributes(named), content)
    return format_html("<td{}>{}</td>", attributes({"role": "cell", "data_label": label, "class_": names}), content)


def column(label: str, *, url: str = "", order: str = "", numeric: bool = False) -> SafeString:
    """Return a column's head."""
    named = {
        "scope": "col",
        "role": "columnheader",
        "aria_sort": order,
        "class_": "numeric" if numeric else "",
    }
    if not url:
        return format_html("<th{}>{}</th>", attributes(named), label)
    shape = draw({"ascending": "up", "descending": "down"}.get(order, "sort"))
    return format_html('<th{}><a class="sort" href="{}">{}{}</a></th>', attributes(named), url, label, shape)


def table(content: str, caption: str, is_caption_hidden: bool = False, kind: str = "", **attrs: object) -> SafeString:
    """Return a table that scrolls inside itself, and on a narrow page becomes cards (not `plain`)."""
    hidden = "unseen" if is_caption_hidden else ""
    named = {"class_": f"table {kind}".strip(), "role": "table", **attrs}
    scrolls = {"tabindex": "0", "role": "region", "aria_label": caption} if kind == "plain" else {}
    return format_html(
        '<div class="table-frame"{}><table{}><caption{}>{}</caption>{}</table></div>',
        attributes(scrolls),
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


def fieldset(content: str, legend: str, help: str = "") -> SafeString:
    """Return fields that belong together under one name."""
    text = format_html('<p class="field-help">{}</p>', help) if help else NOTHING
    return format_html('<fieldset class="fieldset"><legend>{}</legend>{}{}</fieldset>', legend, text, content)


def timeline(content: str, label: str = "") -> SafeString:
    """Return a list of happenings."""
    return format_html('<ol class="timeline"{}>{}</ol>', attributes({"aria_label": label}), content)


def happening(content: str, *, when: str, who: str, what: str, icon: str, tone: str) -> SafeString:
    """Return one row of a timeline: what, who, when, and the text itself."""
    head = format_html('<span class="happening-what">{}</span>', what) if what else NOTHING
    by = format_html('<span class="happening-who">{}</span>', who) if who else NOTHING
    body = format_html('<div class="happening-body">{}</div>', content) if content.strip() else NOTHING
    return format_html(
        '<li class="happening tone-{}"><span class="happening-mark">{}</span>'
        '<div class="happening-inside"><p class="happening-head">{}{}{}</p>{}</div></li>',
        tone,
        draw(icon),
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
        draw(NOTICE_ICONS[kind]),
        heading,
        content,
    )


def card(content: str, *, title: str, kind: str, level: int, **attrs: object) -> SafeString:
    """Return a card."""
    heading = format_html('<h{0} class="card-title">{1}</h{0}>', level, title) if title else NOTHING
    named = {"class_": f"card {kind}".strip(), **attrs}
    return format_html("<section{}>{}{}</section>", attributes(named), heading, content)


def dialog(content: str, *, id: str, title: str) -> SafeString:
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
        draw("right"),
        summary,
        number,
        content,
    )


def said(text: str, *, look: str) -> SafeString:
    """Return somebody's words; what they quoted below is folded away."""
    words = unfolded(text)
    shown = format_html("<div{}>{}</div>", attributes({"class_": f"said {look}".strip()}), words.fresh)
    if not words.quoted:
        return shown
    old = format_html('<div class="said">{}</div>', words.quoted)
    return shown + disclosure(old, summary=_("Quoted history"), is_open=False, count=None)


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
