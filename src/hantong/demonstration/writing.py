"""Writes the played year into the tables: histories chained, search terms filled, everything by COPY."""

import contextlib
from collections.abc import Callable, Iterable
from random import Random
from typing import cast
from uuid import UUID

from django.db import connection

from hantong.cases.chain import FIRST, digest_of, link_of
from hantong.cases.models import Alert, Case, CaseText, Closure, Extension, HandOver, History, Link, Pause
from hantong.cases.search_terms import index_terms
from hantong.contacts.models import Contact
from hantong.demonstration.crowd import Somebody
from hantong.demonstration.keys import key_at
from hantong.demonstration.sheet import Sheet
from hantong.demonstration.story import Row, Story
from hantong.demonstration.world import World
from hantong.people.models import Consent, ContactPoint, Resident
from hantong.people.name_terms import name_terms

SEEN_AFTER_S = 36 * 3600
Tell = Callable[[str], None]


def write_residents(people: Iterable[Somebody]) -> None:
    """Write those who were met, with how to reach them and what they allowed."""
    residents = Sheet(Resident, "id name name_terms language needs jurisdiction_id created_at", known_in="{}")
    points = Sheet(ContactPoint, "id resident_id kind value is_preferred created_at")
    consents = Sheet(Consent, "id resident_id purpose given_at", how="phone")
    dice = Random(7)
    for each in people:
        terms = name_terms(each.name)
        needs = list(each.needs)
        residents.add(each.key, each.name, terms, each.language, needs, each.jurisdiction, each.known_since)
        points.add(key_at(each.known_since, dice), each.key, "phone", each.phone, not each.email, each.known_since)
        if each.email:
            points.add(key_at(each.known_since, dice), each.key, "email", each.email, True, each.known_since)
            consents.add(key_at(each.known_since, dice), each.key, "notices", each.known_since)
    _write(residents, points, consents)


def write_contacts(rows: Iterable[Row]) -> None:
    """Write the conversations."""
    sheet = Sheet(
        Contact,
        "id channel jurisdiction_id place_id service_id case_id resident_id answered_by_id said_at recorded_at handling_s "
        "band language outcome passed_to text",
    )
    for row in rows:
        sheet.add(*row)
    _write(sheet)


class Books:
    """The tables of matters, filled story by story."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cases = Sheet(
            Case,
            "id number jurisdiction_id service_id place_id channel title resident_id language address lat lon attributes "
            "said_at recorded_at band owner_unit_id owner_id holder_unit_id holder_id is_urgent due_rule due_at "
            "waiting_since first_answered_at closed_at end_state merged_into_id hand_overs reopenings routed_by n head "
            "changed_at",
        )
        self.history = Sheet(
            History, "case_id n kind at said_at by_id by_resident channel is_public text data salt digest hash"
        )
        self.offers = Sheet(
            HandOver,
            "id case_id from_unit_id to_unit_id offered_by_id offered_at expires_at said tried promised answer_due_at "
            "outcome settled_at settled_by_id reason",
        )
        self.closures = Sheet(Closure, "id case_id end_state by_id at text passed_to duplicate_of_id lifted_at")
        self.extensions = Sheet(Extension, "id case_id ordinal at by_id reason was_due_at due_at")
        self.pauses = Sheet(Pause, "id case_id by_id starts_at question ends_at")
        self.links = Sheet(Link, "id first_id second_id by_id at", kind="merged")
        self.texts = Sheet(CaseText, "case_id terms")
        self.alerts = Sheet(Alert, "id key staff_id unit_id case_id kind is_alarm at data seen_at seen_by_id")

    def enter(self, story: Story) -> None:
        """Enter one matter with all that belongs to it."""
        head, placed = self._chain(story)
        end = story.standing_end
        changed_at = max(act.at for act in story.acts)
        self.cases.add(
            story.id, story.number, story.jurisdiction, story.service, story.place, story.channel, story.title,
            story.resident, story.language, story.address, story.lat, story.lon, story.attributes, story.said_at,
            story.recorded_at, story.band, story.owner_unit, story.owner, story.holder_unit, story.holder,
            story.is_urgent, story.due_rule, story.due_at, story.waiting_since, story.first_answered_at,
            end.at if end else None, end.state if end else "", story.merged_into, len(story.offers), story.reopenings,
            story.routed_by, len(story.acts), head, changed_at,
        )  # fmt: skip
        self.texts.add(story.id, index_terms(f"{story.title}\n{story.text}\n{story.address}"))
        self._turns(story)
        self._alerts(story, placed)

    def _chain(self, story: Story) -> tuple[bytes, dict[tuple[str, object], int]]:
        """Enter the history in the order in which it happened, and give its head and which row is what."""
        before = FIRST
        placed: dict[tuple[str, object], int] = {}
        story.acts.sort(key=lambda act: act.at)
        for n, act in enumerate(story.acts, start=1):
            salt = self.world.random.randbytes(8)
            digest = digest_of(salt=salt, text=act.text, data=act.data)
            before = link_of(before=before, case=story.id, n=n, kind=act.kind, at=act.at, by=act.by, digest=digest)
            self.history.add(
                story.id, n, act.kind, act.at, act.said_at, act.by, act.by_resident, act.channel, act.is_public,
                act.text, act.data, salt, digest, before,
            )  # fmt: skip
            placed[act.kind, act.at] = n
        return before, placed

    def _turns(self, story: Story) -> None:
        random = self.world.random
        for each in story.offers:
            self.offers.add(
                each.id, story.id, each.from_unit, each.to_unit, each.by, each.at, each.expires_at, each.said,
                each.tried, each.promised, each.answer_due_at, each.outcome, each.settled_at, each.settled_by,
                each.reason,
            )  # fmt: skip
        for end in story.ends:
            duplicate = end.duplicate_of
            self.closures.add(
                end.id, story.id, end.state, end.by, end.at, end.text, end.passed_to, duplicate, end.lifted_at
            )
            if duplicate is not None:
                self.links.add(key_at(end.at, random), duplicate, story.id, end.by, end.at)
        for longer in story.extensions:
            self.extensions.add(
                longer.id, story.id, 1, longer.at, longer.by, longer.reason, longer.was_due_at, longer.due_at
            )
        for starts, ends, by, question in story.pauses:
            self.pauses.add(key_at(starts, random), story.id, by, starts, question, ends)

    def _alerts(self, story: Story, placed: dict[tuple[str, object], int]) -> None:
        """Alerts are seen within a day and a half, at the latest when the matter is settled."""
        for note in story.notes:
            reader = cast("UUID", note.staff or note.unit)
            n = placed[note.n_kind, note.at]
            is_old = (self.world.now - note.at).total_seconds() > SEEN_AFTER_S
            seen_at = note.at if is_old or story.standing_end else None
            seen_by = (note.staff or self.world.somebody_of(reader)) if seen_at else None
            self.alerts.add(
                key_at(note.at, self.world.random), f"{story.id}:{n}:{note.kind}:{reader}", note.staff, note.unit,
                story.id, note.kind, note.is_alarm, note.at, note.data, seen_at, seen_by,
            )  # fmt: skip

    def write(self) -> int:
        """Write all tables, and give how many matters there were."""
        count = len(self.cases.lines)
        sheets = (self.cases, self.history, self.offers, self.closures, self.extensions, self.pauses, self.links)
        _write(*sheets, self.texts, self.alerts)
        return count


def _write(*sheets: Sheet) -> None:
    connection.ensure_connection()
    with contextlib.closing(connection.connection.cursor()) as cursor:
        for sheet in sheets:
            sheet.write(cursor)
