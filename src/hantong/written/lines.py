"""What waits, as the lines of a list: with words, clocks and names, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise

from hantong.cases.lines import Line, listed
from hantong.cases.models import Draft, History
from hantong.cases.person_words import LANGUAGES
from hantong.cases.terms import DRAFTING_LATELY
from hantong.contacts.channel import channels
from hantong.offices.person import StaffPerson
from hantong.shell.quotes import unfolded
from hantong.written.clocks import Clock, clock_of
from hantong.written.models import Waiting

WORDS_SHOWN = 160


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One matter that waits: its line, the resident's last words, and its clock."""

    waiting: Waiting
    line: Line
    words: str
    channel: str | Promise
    language: str | Promise
    clock: Clock
    drafting: tuple[str, ...]


def waiting_lines(rows: Sequence[Waiting], *, person: StaffPerson, at: datetime) -> list[WaitingLine]:
    """Give the lines of `rows` (with their matters fetched)."""
    lines = {line.case.pk: line for line in listed([row.case for row in rows], person=person, at=at)}
    said = History.objects.filter(pk__in=[(row.case_id, row.n) for row in rows]).only("case_id", "n", "text")
    words = {row.case_id: " ".join(unfolded(row.text).fresh.split()) for row in said}
    drafts = _drafts([row.case_id for row in rows], person, since=at - DRAFTING_LATELY)
    return [
        WaitingLine(
            waiting=row,
            line=lines[row.case_id],
            words=words.get(row.case_id, "")[:WORDS_SHOWN],
            channel=channels()[row.channel].label if row.channel in channels() else row.channel,
            language="" if row.language == "ko" else LANGUAGES.get(row.language, row.language),
            clock=clock_of(since=row.since, target_at=row.target_at, at=at),
            drafting=tuple(drafts.get(row.case_id, ())),
        )
        for row in rows
    ]


def _drafts(cases: list[UUID], person: StaffPerson, *, since: datetime) -> dict[UUID, list[str]]:
    """Give who else writes an answer to which of `cases`."""
    rows = Draft.objects.filter(case__in=cases, changed_at__gte=since).exclude(staff=person.staff)
    found: dict[UUID, list[str]] = {}
    for case, name in rows.values_list("case", "staff__name"):
        found.setdefault(case, []).append(name)
    return found


def left_words(left: timedelta) -> tuple[int, int]:
    """Give whole hours and minutes of what is left or over."""
    minutes = int(abs(left).total_seconds() // 60)
    return divmod(minutes, 60)
