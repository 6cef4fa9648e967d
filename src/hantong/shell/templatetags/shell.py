"""The pieces that pages are built from: one `{% load shell %}` brings them all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from hantong.shell import frames, marks
from hantong.shell.fields import field_context
from hantong.shell.kept import kept
from hantong.shell.moments import moment_text, relative_text

register = template.Library()

register.tag("kept", kept)
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.button, name="button")
register.simple_tag(marks.link_button, name="link_button")
register.simple_tag(marks.menu_link, name="menu_link")
register.simple_tag(marks.pill, name="pill")
register.simple_tag(marks.status, name="status")
register.simple_tag(marks.keys, name="keys")
register.simple_tag(marks.progress, name="progress")
register.simple_tag(marks.skeleton, name="skeleton")
register.simple_tag(marks.person, name="person")
register.simple_tag(marks.dialog_opener, name="dialog_opener")
register.simple_block_tag(frames.cell, name="cell")
register.simple_block_tag(frames.fact, name="fact")
register.simple_block_tag(frames.facts, name="facts")
register.simple_block_tag(frames.fieldset, name="fieldset")
register.simple_block_tag(frames.table, name="table")
register.simple_block_tag(frames.timeline, name="timeline")


@register.inclusion_tag("shell/pieces/field.html")
def field(bound: BoundField, look: str = "", **attrs: object) -> dict[str, Any]:
    """Show a form field with its label, help and error; `look` is "", "chips", "compact" or "bare"."""
    return field_context(bound, look=look, **attrs)


@register.inclusion_tag("shell/pieces/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """Show every field of a form in its own order, with what is wrong on top."""
    return {"form": form}


@register.inclusion_tag("shell/pieces/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Show what is wrong with a form, each line a link to its field."""
    wrong = [form[name] for name in form.errors if name in form.fields]
    return {"form": form, "wrong": wrong}


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """Show a notice: info, success, warning or danger."""
    return frames.notice(content, kind=kind, title=title, live=live)


@register.inclusion_tag("shell/pieces/message.html", takes_context=True)
def message(context: Context, said: Message) -> dict[str, object]:
    """Show what the last act said; with `extra_tags="undo:<address>"` it can be taken back there."""
    tone = {"error": "danger", "warning": "warning", "success": "success"}.get(said.level_tag, "info")
    undo = said.extra_tags.removeprefix("undo:") if (said.extra_tags or "").startswith("undo:") else ""
    return {"said": said, "tone": tone, "undo": undo, "csrf_token": context.get("csrf_token")}


@register.simple_block_tag
def card(content: str, title: str = "", kind: str = "", level: int = 2, **attrs: object) -> SafeString:
    """Show a card, with its title as a heading of the given level."""
    return frames.card(content, title=title, kind=kind, level=level, **attrs)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """Show a native dialog that a `dialog_opener` opens."""
    return frames.dialog(content, id=id, title=title)


@register.simple_block_tag
def disclosure(content: str, summary: str, is_open: bool = False, count: int | None = None) -> SafeString:
    """Show a details element."""
    return frames.disclosure(content, summary=summary, is_open=is_open, count=count)


@register.simple_tag
def said(text: str, look: str = "") -> SafeString:
    """Show somebody's words, with the history that they quoted below folded away."""
    return frames.said(text, look=look)


@register.simple_block_tag(takes_context=True)
def happening(
    context: Context,
    content: str,
    at: datetime | None = None,
    who: str = "",
    what: str = "",
    icon: str = "dot",
    tone: str = "neutral",
) -> SafeString:
    """Show one row of a timeline."""
    when = moment(context, at) if at else ""
    return frames.happening(content, when=when, who=who, what=what, icon=icon, tone=tone)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, parts: str = "full", relative: bool = True) -> SafeString:
    """Show a moment on the office's clock; `now` in the page's context adds how far away it is."""
    if at is None:
        return mark_safe('<span class="faint">—</span>')
    now = context.get("now")
    far = relative_text(at, now) if relative and now else ""
    return marks.time_tag(at, moment_text(at, now=now, parts=parts), far)


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime | None) -> SafeString:
    """Show only how far away a moment is, with the clock time in its title."""
    if at is None:
        return mark_safe('<span class="faint">—</span>')
    now = context.get("now")
    full = moment_text(at, now=now)
    return marks.short_time_tag(at, (relative_text(at, now) if now else "") or full, full)


@register.inclusion_tag("shell/pieces/empty.html")
def empty(
    title: str, text: str = "", icon: str = "inbox", action_label: str = "", action_url: str = ""
) -> dict[str, str]:
    """Show what an empty place says, and the next thing to do."""
    return {
        "title": title,
        "text": text,
        "icon": icon,
        "action_label": action_label,
        "action_url": action_url,
    }


@register.inclusion_tag("shell/pieces/stat.html")
def stat(label: str, value: object, note: str = "", tone: str = "", url: str = "", unit: str = "") -> dict[str, object]:
    """Show one figure with its name; `note` is its definition or denominator."""
    return {"label": label, "value": value, "note": note, "tone": tone, "url": url, "unit": unit}


@register.inclusion_tag("shell/pieces/tabs.html")
def tabs(items: list[dict[str, object]], label: str) -> dict[str, object]:
    """Show links as tabs; each item has url, label, is_current and perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag("shell/pieces/steps.html")
def steps(items: list[tuple[str, str]], label: str) -> dict[str, object]:
    """Show how far something has come: (word, state) pairs, the state `done`, `current` or `todo`."""
    return {"items": items, "label": label}


@register.inclusion_tag("shell/pieces/breadcrumb.html")
def breadcrumb(items: list[tuple[str, str]]) -> dict[str, object]:
    """Show the way here: (label, address) pairs, the last without address."""
    return {"items": items}


@register.inclusion_tag("shell/pieces/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], target: str = "") -> dict[str, object]:
    """Show links to the other pages, keeping the rest of the address."""
    links = [
        (number, "" if isinstance(number, str) else _address(context, page=number))
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = _address(context, page=page.number - 1) if page.has_previous() else ""
    after = _address(context, page=page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after, "target": target}


@register.inclusion_tag("shell/pieces/keyset.html", takes_context=True)
def keyset(context: Context, before: str = "", after: str = "") -> dict[str, object]:
    """Show only "newer" and "older" links, for lists too long to count."""
    return {
        "before": _address(context, before=before, after=None) if before else "",
        "after": _address(context, after=after, before=None) if after else "",
    }


@register.simple_tag(takes_context=True)
def column(context: Context, label: str, sort: str = "", numeric: bool = False) -> SafeString:
    """Show a column's head; with `sort` it is a link that sorts by that name, then the other way."""
    if not sort:
        return frames.column(label, numeric=numeric)
    current = _query(context).get("sort", "")
    towards = f"-{sort}" if current == sort else sort
    order = {sort: "ascending", f"-{sort}": "descending"}.get(current, "")
    return frames.column(label, url=_address(context, sort=towards, page=None), order=order, numeric=numeric)


@register.simple_block_tag(takes_context=True)
def filters(context: Context, content: str, target: str = "", label: str = "") -> SafeString:
    """Show a bar of filters that lives in the address; with `target` it works while typing."""
    request = context.get("request")
    return frames.filters(content, action=request.path if request else "", target=target, label=label)


@register.simple_block_tag
def bulk(content: str, form: str, label: str = "") -> SafeString:
    """Show the bar of actions for the rows ticked in the given form."""
    return frames.bulk(content, form=form, label=label)


@register.inclusion_tag("shell/pieces/point.html")
def point_picker(latitude: BoundField, longitude: BoundField, address: BoundField) -> dict[str, BoundField]:
    """Show a place as address or coordinates, with a button that asks the device where it is."""
    return {"latitude": latitude, "longitude": longitude, "address": address}


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()


def _address(context: Context, **changes: object) -> str:
    """Return the query string of this page with some of its parts changed or taken out."""
    query = _query(context).copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
