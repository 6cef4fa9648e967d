"""The line of a matter as HTML: written here rather than in a template, because a list shows forty of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from django import template
from django.template import Context, Engine
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hantong.cases.lines import Line
from hantong.cases.models import Case
from hantong.shell.marks import icon, pill
from hantong.shell.templatetags.shell import ago

register = template.Library()


@register.simple_tag(takes_context=True)
def matter_lines(context: Context, lines: Iterable[Line], with_ticks: object = False) -> SafeString:
    """Show matters as the lines of a list, with a tick before each where acts on many are offered."""
    return SafeString("".join(_line(context, line, with_ticks) for line in lines))


def _line(context: Context, line: Line, with_ticks: object) -> str:
    """Write one line: its title and what is known of it, an offer to answer, and how it stands."""
    case, title = line.case, escape(line.case.title)
    tick = f'<input type="checkbox" name="key" value="{case.pk}" form="many" aria-label="{case} {title}">'
    urgent = _("Urgent")
    flag = f"{icon('flag', label=urgent)} " if case.is_urgent else ""
    return (
        f'<li class="row matter{" is-urgent" if case.is_urgent else ""}" data-row>{tick if with_ticks else ""}\n'
        f'<div class="row-inside"><a class="row-title" href="{address_of(case)}">{flag}{title}</a>\n'
        f'<div class="row-notes">{"".join(_notes(context, line))}</div>\n'
        f"{_offer(context, line) if line.may_accept else ''}</div>\n"
        f'<div class="row-end">{"".join(_standing(context, line))}</div></li>\n'
    )


def _offer(context: Context, line: Line) -> SafeString:
    """Show the form with which an offer is accepted or declined: few lines have one."""
    template = Engine.get_default().get_template("cases/_line_offer.html")
    with context.push(line=line):
        return template.render(context)


def _notes(context: Context, line: Line) -> Iterator[str]:
    """Give what stands below the title."""
    yield f'<span class="matter-number">{line.case}</span>'
    if line.service:
        yield f"<span>{escape(line.service)}</span>"
    yield f"<span>{escape(f'{line.jurisdiction} · {line.place}' if line.place else line.jurisdiction)}</span>"
    hands = line.holder if line.holder == line.owner else f"{line.owner} → {line.holder}"
    yield f"<span>{icon('person')} {escape(hands)}</span>"
    said = _("said")  # the collector of messages does not look into f-strings
    yield f"<span>{escape(said)} {ago(context, line.case.said_at)}</span>"


def _standing(context: Context, line: Line) -> Iterator[str]:
    for need in line.needs:
        yield pill(need, "warning", "hands")
    if line.language:
        yield pill(str(line.language), "info", "chat")
    yield pill(str(line.standing.label), line.standing.tone, line.standing.icon)
    if line.case.is_closed:
        yield ago(context, line.case.closed_at)
    elif line.case.due_at:
        due = _("due")
        yield f"<span>{escape(due)} {ago(context, line.case.due_at)}</span>"


def address_of(case: Case) -> str:
    """Give the address of a matter's page, which differs from every other's in its number alone."""
    before, after = _around_number()
    return f"{before}{case.number}{after}"


@cache
def _around_number() -> tuple[str, str]:
    any_number = "1" * 12
    before, _number, after = reverse("cases:case", args=[any_number]).partition(any_number)
    return before, after
