"""Writes matters as the rows that PostgreSQL's binary COPY reads, each history chained by hash as `cases.chain` has it."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import chain, count
from random import Random
from struct import Struct
from uuid import UUID

from uuid_utils import uuid7

from hantong.cases.number import new_number
from hantong.imports import copy_fields as as_field
from hantong.imports.copy_fields import FALSE, NULL, TRUE, Keys, Moments, Told, Words
from hantong.imports.matter import Matter
from hantong.imports.plan import NULL as NOWHERE
from hantong.imports.plan import Places, Plan

SALT_BYTES, SALTS_AT_ONCE = 8, 1024
_SALT, _HASH = (size.to_bytes(4) for size in (SALT_BYTES, 32))
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

# The order is ours to choose: fields that are the same for many rows, or in two tables, stand side by side.
_SHARED = ("channel", "language", "service_id", "place_id", "said_at", "band")
CASE_COLUMNS = (
    "id", *_SHARED, "number", "title", "address", "lat", "lon", "attributes", "owner_unit_id", "holder_unit_id",
    "routed_by", "due_at", "first_answered_at", "closed_at", "end_state", "source_key", "n", "head",
)  # fmt: skip
CONTACT_COLUMNS = ("id", "case_id", *_SHARED, "text")
HISTORY_COLUMNS = (
    "case_id", "n", "kind", "by_resident", "said_at", "channel", "at", "text", "data", "salt", "digest", "hash",
)  # fmt: skip
CLOSURE_COLUMNS = ("id", "case_id", "end_state", "passed_to", "at", "text")

ONE, TWO = as_field.integer(1), as_field.integer(2)
OPENED = ONE + as_field.text("opened") + TRUE
ANSWERED, CLOSED = (TWO + as_field.text(kind) + FALSE + NULL + as_field.text("") for kind in ("answered", "closed"))


@dataclass(slots=True)
class Rows:
    """The rows of a batch, table by table, and how many matters they are."""

    matters: int = 0
    cases: bytearray = field(default_factory=bytearray)
    history: bytearray = field(default_factory=bytearray)
    closures: bytearray = field(default_factory=bytearray)
    contacts: bytearray = field(default_factory=bytearray)


class Scribe:
    """Writes matters down, row by row; one for each batch."""

    def __init__(
        self, plan: Plan, places: Places, band: Callable[[datetime], int], moments: Moments, random: Random
    ) -> None:
        self.rows = Rows()
        self._plan, self._places, self._band, self._moment, self._random = plan, places, band, moments.written, random
        self._words, self._told, self._salts = Words(), Told(), _salts()
        self._service, self._place = Keys(places.services), Keys(places.places)
        self._origin = b',"source":%b}' % as_field.quoted(plan.mapping.source.encode())
        self._units: dict[str, bytes] = {}
        self._endings: dict[tuple[str, str], bytes] = {}

    def write(self, matter: Matter) -> None:
        """Add the rows of one matter."""
        words, plan, rows = self._words, self._plan, self.rows
        case = uuid7()
        key, name = as_field.key(case.bytes), str(case).encode()
        said, said_at = self._moment(matter.said_at)
        text = matter.text.encode()
        shared = b"".join((
            words[matter.channel], words[matter.language], self._service[matter.service], self._place[matter.place],
            said_at, as_field.small(self._band(matter.said_at)),
        ))  # fmt: skip
        n, head = ONE, self._opened(key, name + b"|1|opened|" + said, matter, said_at, text)
        ended_at = closed_at = NULL
        if matter.closed_at is not None:
            ended, ended_at = self._moment(matter.closed_at)
            n, head = TWO, self._closed(key, name + b"|2|closed|" + ended, matter, ended_at, head)
            closed_at = ended_at
        elif matter.answered_at is not None:
            ended, ended_at = self._moment(matter.answered_at)
            n, head = TWO, self._answered(key, name + b"|2|answered|" + ended, matter, ended_at, head)
        rows.cases += b"".join((
            plan.cases.start, key, shared, as_field.text(new_number(self._random)), words[matter.title],
            as_field.text(matter.address), as_field.position(matter.lat, matter.lon), self._attributes(matter),
            self._units.get(matter.department) or self._unit(matter.department),
            NULL if matter.due_at is None else self._moment(matter.due_at)[1], ended_at, closed_at,
            words[matter.end_state], as_field.text(matter.key), n, _HASH, head, plan.cases.end,
        ))  # fmt: skip
        rows.contacts += b"".join((plan.contacts.start, key, key, shared, as_field.content(text), plan.contacts.end))
        rows.matters += 1

    def _opened(self, key: bytes, line: bytes, matter: Matter, said_at: bytes, text: bytes) -> bytes:
        """Add the first row of history, and give the head of the chain."""
        data = b'{"key":' + as_field.quoted(matter.key.encode()) + self._origin
        head, link = self._link(b"", line, as_field.quoted(text), data)
        history = self._plan.history
        self.rows.history += b"".join((
            history.start, key, OPENED, said_at, self._words[matter.channel], said_at, as_field.content(text),
            as_field.json(data), link, history.end,
        ))  # fmt: skip
        return head

    def _closed(self, key: bytes, line: bytes, matter: Matter, closed_at: bytes, before: bytes) -> bytes:
        """Add the closure and its row of history, and give the head of the chain."""
        words, closures = self._words, self._plan.closures
        self.rows.closures += b"".join((
            closures.start, as_field.key(uuid7().bytes), key, words[matter.end_state], words[matter.passed_to],
            closed_at, self._told[matter.answer][0], closures.end,
        ))  # fmt: skip
        return self._ended(key, line, CLOSED, matter, closed_at, before, self._ending(matter))

    def _answered(self, key: bytes, line: bytes, matter: Matter, answered_at: bytes, before: bytes) -> bytes:
        """Add the row of history that answers, and give the head of the chain."""
        return self._ended(key, line, ANSWERED, matter, answered_at, before, b"{}")

    def _ended(
        self, key: bytes, line: bytes, kind: bytes, matter: Matter, at: bytes, before: bytes, data: bytes
    ) -> bytes:
        answer, quoted = self._told[matter.answer]
        head, link = self._link(before, line, quoted, data)
        history = self._plan.history
        self.rows.history += b"".join((history.start, key, kind, at, answer, as_field.json(data), link, history.end))
        return head

    def _link(self, before: bytes, line: bytes, text: bytes, data: bytes) -> tuple[bytes, bytes]:
        """Chain a row of history: give its hash, and salt, digest and hash as fields; text and data are in JSON."""
        (salt,) = next(self._salts)
        digest = sha256(b"%b[%b,%b]" % (salt, text, data)).digest()
        head = sha256(b"%b%b||%b" % (before, line, digest)).digest()
        return head, b"".join((_SALT, salt, _HASH, digest, _HASH, head))

    def _ending(self, matter: Matter) -> bytes:
        """Give how it ended, for the history."""
        if matter.note:  # hardly ever, and then its own
            return _json({"end_state": matter.end_state, "passed_to": matter.passed_to, **matter.note}).encode()
        known = self._endings.get((matter.end_state, matter.passed_to))
        if known is None:
            known = _json({"end_state": matter.end_state, "passed_to": matter.passed_to}).encode()
            self._endings[matter.end_state, matter.passed_to] = known
        return known

    def _attributes(self, matter: Matter) -> bytes:
        return as_field.json(_json(matter.attributes).encode()) if matter.attributes else as_field.EMPTY_JSON

    def _unit(self, theirs: str) -> bytes:
        """Give who owns, who holds, and why it came to them."""
        ours = self._places.departments[theirs]
        ours = str(self._plan.department) if ours == NOWHERE else ours
        route: dict[str, object] = {"department": ours, "ground": "imported", "rule": None, "passed": []}
        unit = as_field.key(UUID(ours).bytes)
        known = self._units[theirs] = unit + unit + as_field.json(json.dumps(route).encode())
        return known


def _salts() -> Iterator[tuple[bytes]]:
    size = Struct(f"{SALT_BYTES}s")
    return chain.from_iterable(size.iter_unpack(os.urandom(SALT_BYTES * SALTS_AT_ONCE)) for _ in count())
