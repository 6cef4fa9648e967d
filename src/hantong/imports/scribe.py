"""Writes matters as the rows that PostgreSQL's binary COPY reads, column by column."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat
from random import Random
from uuid import UUID

from uuid_utils import uuid7

from hantong.cases.number import new_number
from hantong.imports import copy_fields as as_field
from hantong.imports.copy_columns import at_places, joined, known, placed, table_rows
from hantong.imports.copy_fields import NULL, Moments, References
from hantong.imports.histories import HASH, Historian, Keys
from hantong.imports.matters import Matters
from hantong.imports.plan import NULL as NOWHERE
from hantong.imports.plan import Places, Plan

# The order is ours to choose: fields that are the same for many rows, or in two tables, stand side by side.
_SHARED = ("channel", "language", "service_id", "place_id", "said_at", "band")
CASE_COLUMNS = (
    "id", *_SHARED, "number", "title", "address", "lat", "lon", "attributes", "owner_unit_id", "holder_unit_id",
    "routed_by", "due_at", "first_answered_at", "closed_at", "end_state", "source_key", "n", "head",
)  # fmt: skip
CONTACT_COLUMNS = ("id", "case_id", *_SHARED, "text")
CLOSURE_COLUMNS = ("id", "case_id", "end_state", "passed_to", "at", "text")

ONE, TWO = as_field.integer(1), as_field.integer(2)
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(slots=True)
class Rows:
    """The rows of a batch, table by table, and how many matters they are."""

    matters: int = 0
    cases: bytearray = field(default_factory=bytearray)
    history: bytearray = field(default_factory=bytearray)
    closures: bytearray = field(default_factory=bytearray)
    contacts: bytearray = field(default_factory=bytearray)


class Scribe:
    """Writes matters down; one for each batch."""

    def __init__(
        self, plan: Plan, places: Places, band: Callable[[datetime], int], moments: Moments, random: Random
    ) -> None:
        self.rows = Rows()
        self._plan, self._places, self._band, self._moments, self._random = plan, places, band, moments, random
        self._historian = Historian(plan, moments)
        self._words, self._told = self._historian.words.__getitem__, self._historian.told.__getitem__
        self._service, self._place = References(places.services), References(places.places)
        self._units: dict[str, bytes] = {}

    def write(self, matters: Matters) -> None:
        """Add the rows of matters."""
        facts = matters.facts
        new = [uuid7() for _ in facts.keys]
        keys = Keys([as_field.key(case.bytes) for case in new], [str(case).encode() for case in new])
        opened = self._historian.opened(matters, keys)
        going_on = [
            place for place, ends in enumerate(zip(facts.closed_at, facts.answered_at, strict=True)) if any(ends)
        ]
        ended = self._historian.ended(matters, going_on, keys, opened.heads)
        seconds = placed(going_on, ended.rows, [b""] * len(new))
        answered_at = placed(going_on, ended.at, [NULL] * len(new))
        closed_at = [at if closed else NULL for at, closed in zip(answered_at, facts.closed_at, strict=True)]
        steps = placed(going_on, repeat(TWO), [ONE] * len(new))
        heads = placed(going_on, ended.heads, opened.heads)
        shared = self._shared(matters, opened.at)
        self.rows.matters += len(new)
        self.rows.history += b"".join(chain.from_iterable(zip(opened.rows, seconds, strict=True)))
        self.rows.cases += self._cases(matters, keys, shared, [answered_at, closed_at], [steps, repeat(HASH), heads])
        self.rows.closures += self._closures(matters, keys, closed_at)
        texts = (text for text, _quoted in map(self._told, matters.texts))
        self.rows.contacts += table_rows(self._plan.contacts, keys.fields, keys.fields, shared, texts)

    def _shared(self, matters: Matters, said_at: list[bytes]) -> list[bytes]:
        """Give what a matter and its conversation have in common."""
        facts, words = matters.facts, self._words
        bands = map(as_field.small, map(self._band, facts.said_at))
        return joined(
            map(words, facts.channels), map(words, matters.languages), map(self._service.__getitem__, matters.services),
            map(self._place.__getitem__, matters.places), said_at, bands,
        )  # fmt: skip

    def _cases(
        self, matters: Matters, keys: Keys, shared: list[bytes], ends: list[list[bytes]], chained: list[Iterable[bytes]]
    ) -> bytes:
        facts, words = matters.facts, self._words
        numbers = (as_field.text(new_number(self._random)) for _ in facts.keys)
        return table_rows(
            self._plan.cases, keys.fields, shared, numbers, map(words, matters.titles),
            map(as_field.text, matters.addresses), map(as_field.position, matters.positions), self._attributes(matters),
            map(self._unit, matters.departments), self._due_at(matters), *ends, map(words, facts.end_states),
            map(as_field.text, facts.keys), *chained,
        )  # fmt: skip

    def _closures(self, matters: Matters, keys: Keys, closed_at: list[bytes]) -> bytes:
        words, facts = self._words, matters.facts
        closed = [place for place, moment in enumerate(facts.closed_at) if moment]
        answers = (answer for answer, _quoted in map(self._told, at_places(matters.answers, closed)))
        return table_rows(
            self._plan.closures, (as_field.key(uuid7().bytes) for _ in closed), at_places(keys.fields, closed),
            map(words, at_places(facts.end_states, closed)), map(words, at_places(matters.passed_to, closed)),
            at_places(closed_at, closed), answers,
        )  # fmt: skip

    def _due_at(self, matters: Matters) -> list[bytes]:
        due_at = matters.facts.due_at
        places = [place for place, moment in enumerate(due_at) if moment]
        return placed(places, self._moments.written(known(due_at))[1], [NULL] * len(due_at))

    def _attributes(self, matters: Matters) -> list[bytes]:
        written = [as_field.json(_json(each).encode()) for each in matters.attributes.values()]
        return placed(matters.attributes, written, [as_field.EMPTY_JSON] * len(matters.titles))

    def _unit(self, theirs: str) -> bytes:
        """Give who owns, who holds, and why it came to them."""
        known = self._units.get(theirs)
        if known is None:
            ours = self._places.departments[theirs]
            ours = str(self._plan.department) if ours == NOWHERE else ours
            route: dict[str, object] = {"department": ours, "ground": "imported", "rule": None, "passed": []}
            unit = as_field.key(UUID(ours).bytes)
            known = self._units[theirs] = unit + unit + as_field.json(json.dumps(route).encode())
        return known
