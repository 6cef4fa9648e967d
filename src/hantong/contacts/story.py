"""What happened to a matter in plain words, as far as the resident may read it: units are named, people never are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from hantong.cases.models import Attachment, Case, History
from hantong.contacts.notice_texts import ENDINGS
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.shell.moments import moment_text

Kind = History.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One line of the story; `is_ours` tells our words from the resident's own."""

    at: datetime
    what: str
    icon: str
    text: str = ""
    is_ours: bool = False
    files: tuple[Attachment, ...] = ()


ICONS = {
    Kind.OPENED: "check", Kind.ROUTED: "arrow-right", Kind.TAKEN: "person", Kind.SAID: "chat", Kind.ANSWERED: "reply",
    Kind.ACCEPTED: "handover", Kind.ASKED: "mail", Kind.RESUMED: "clock", Kind.EXTENDED: "calendar",
    Kind.CONSENT_ASKED: "calendar", Kind.CONSENT_GIVEN: "check", Kind.CONSENT_REFUSED: "cross",
    Kind.RECLOCKED: "calendar", Kind.CLOSED: "flag", Kind.REOPENED: "refresh", Kind.MERGED: "merge",
    Kind.ATTACHED: "clip", Kind.IMPORTED: "inbox",
}  # fmt: skip


def story_of(case: Case, *, now: datetime) -> list[Chapter]:
    """Give the public chapters of a matter, newest first."""
    files = {str(row.pk): row for row in Attachment.objects.filter(case=case, is_public=True, erased_at__isnull=True)}
    rows = History.objects.filter(case=case, is_public=True).order_by("-n")
    return [chapter for row in rows if (chapter := _chapter(row, case, files, now=now))]


def _chapter(row: History, case: Case, files: Mapping[str, Attachment], *, now: datetime) -> Chapter | None:
    what = _what(row, now=now)
    if not what:
        return None
    return Chapter(
        at=row.said_at or row.at,
        what=what,
        icon=ICONS.get(Kind(row.kind), "dot"),
        text=row.text,
        is_ours=not row.by_resident and row.kind != Kind.OPENED,
        files=tuple(_attached(row.data, files)),
    )


def _attached(data: Mapping[str, object], files: Mapping[str, Attachment]) -> Iterable[Attachment]:
    named = data.get("files")
    for each in named if isinstance(named, list) else ():
        if isinstance(each, dict) and each.get("id") in files:
            yield files[each["id"]]


def _what(row: History, *, now: datetime) -> str:
    """Say in one sentence what happened; nothing for what is not for the resident."""
    due = _due(row, now=now)
    sentence = _with_a_date(Kind(row.kind)) if due else ""
    sentence = sentence or (_of_the_resident(Kind(row.kind)) if row.by_resident else "") or _plain(row)
    return sentence % {"unit": _unit(row), "due": due}


def _with_a_date(kind: History.Kind) -> str:
    return {
        Kind.ROUTED: _("%(unit)s is in charge; answer promised by %(due)s"),
        Kind.RECLOCKED: _("An answer is due by %(due)s now"),
        Kind.RESUMED: _("An answer is due by %(due)s now"),
        Kind.EXTENDED: _("The answer is due later: by %(due)s"),
        Kind.CONSENT_ASKED: _("We asked whether we may take until %(due)s"),
        Kind.REOPENED: _("Opened again; answer promised by %(due)s"),
    }.get(kind, "")


def _of_the_resident(kind: History.Kind) -> str:
    return {
        Kind.SAID: _("You added"),
        Kind.ATTACHED: _("You sent files"),
        Kind.CONSENT_GIVEN: _("You agreed to wait longer"),
        Kind.CONSENT_REFUSED: _("You did not agree to wait longer"),
    }.get(kind, "")


def _plain(row: History) -> str:
    ending = said(ENDINGS.get(str(row.data.get("end_state")), {})) or _("Settled")
    return {
        Kind.OPENED: _("You told us"),
        Kind.ROUTED: _("%(unit)s is in charge"),
        Kind.TAKEN: _("Somebody looks after it in person"),
        Kind.SAID: _("Added"),
        Kind.ATTACHED: _("Files from us"),
        Kind.ANSWERED: _("Our answer"),
        Kind.ACCEPTED: _("%(unit)s works on it"),
        Kind.ASKED: _("We asked you"),
        Kind.RESUMED: _("We go on"),
        Kind.CLOSED: ending,
        Kind.MERGED: _("Joined to an earlier report of the same thing"),
        Kind.REOPENED: _("Opened again"),
        Kind.IMPORTED: _("Taken over from an earlier system"),
    }.get(Kind(row.kind), "")


def _due(row: History, *, now: datetime) -> str:
    value = row.data.get("due_at")
    due_at = parse_datetime(value) if isinstance(value, str) else None
    return moment_text(due_at, now=now) if due_at else ""


def _unit(row: History) -> str:
    value = row.data.get("department") or row.data.get("unit")
    departments = directory().departments
    try:
        return departments[UUID(str(value))].name
    except (ValueError, KeyError):
        return _("The office")
