"""Writes matters as the rows that PostgreSQL's binary COPY reads, each history chained by hash as `cases.chain` has it."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring
from random import Random

from uuid_utils import UUID, uuid7

from hantong.cases.number import new_number
from hantong.imports import copy_fields as as_field
from hantong.imports.copy_fields import FALSE, NULL, TRUE, Keys, Moments, Words
from hantong.imports.matter import Matter
from hantong.imports.plan import NULL as NOWHERE
from hantong.imports.plan import Places, Plan

SALT_BYTES = 8
ONE, TWO = as_field.integer(1), as_field.integer(2)
_SALT, _HASH = (size.to_bytes(4) for size in (SALT_BYTES, 32))
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

CASE_COLUMNS = (
    "id", "number", "service_id", "place_id", "channel", "title", "language", "address", "lat", "lon", "attributes",
    "said_at", "band", "owner_unit_id", "holder_unit_id", "due_at", "first_answered_at", "closed_at", "end_state",
    "routed_by", "source_key", "n", "head",
)  # fmt: skip
HISTORY_COLUMNS = (
    "case_id", "n", "kind", "at", "said_at", "by_resident", "channel", "text", "data", "salt", "digest", "hash",
)  # fmt: skip
CLOSURE_COLUMNS = ("id", "case_id", "end_state", "at", "text", "passed_to")
CONTACT_COLUMNS = ("id", "case_id", "channel", "place_id", "service_id", "said_at", "band", "language", "text")


@dataclass(slots=True)
class Rows:
    """The rows of a batch, table by table."""

    cases: list[bytes] = field(default_factory=list)
    history: list[bytes] = field(default_factory=list)
    closures: list[bytes] = field(default_factory=list)
    contacts: list[bytes] = field(default_factory=list)


class Scribe:
    """Writes matters down, row by row; one for each batch."""

    def __init__(
        self, plan: Plan, places: Places, band: Callable[[datetime], int], moments: Moments, random: Random
    ) -> None:
        self.rows = Rows()
        self._plan, self._places, self._band, self._moment, self._random = plan, places, band, moments.written, random
        self._words, self._keys = Words(), Keys()
        self._unit = str(plan.department)
        self._origin = f'"source":{encode_basestring(plan.mapping.source)}'
        self._routes: dict[str, bytes] = {}
        self._salts: list[bytes] = []

    def write(self, matter: Matter) -> None:
        """Add the rows of one matter."""
        words, keys, places, plan, rows = self._words, self._keys, self._places, self._plan, self.rows
        case = uuid7()
        key, number = as_field.key(case.bytes), as_field.text(new_number(self._random))
        unit_key = places.departments[matter.department]
        unit_key = self._unit if unit_key == NOWHERE else unit_key
        unit, service, place = keys[unit_key], keys[places.services[matter.service]], keys[places.places[matter.place]]
        channel, language, end_state = words[matter.channel], words[matter.language], words[matter.end_state]
        text, answer = words[matter.text], words[matter.answer]
        said, said_at = self._moment(matter.said_at)
        ended = matter.closed_at or matter.answered_at
        end, answered_at = ("", NULL) if ended is None else self._moment(ended)
        closed_at = answered_at if matter.closed_at is not None else NULL
        due_at = NULL if matter.due_at is None else self._moment(matter.due_at)[1]
        attributes = as_field.json(_json(matter.attributes)) if matter.attributes else as_field.EMPTY_JSON
        band = as_field.small(self._band(matter.said_at))
        n, head = self._opened(case, key, matter, said, said_at, channel, text)
        if ended is not None:
            n, head = self._ended(case, key, matter, head, end, answered_at, answer)
        rows.cases.append(b"".join((
            plan.cases.start, key, number, service, place, channel, words[matter.title], language,
            words[matter.address], as_field.double(matter.lat), as_field.double(matter.lon), attributes, said_at, band,
            unit, unit, due_at, answered_at, closed_at, end_state, self._route(unit_key), as_field.text(matter.key), n,
            _HASH, head, plan.cases.end,
        )))  # fmt: skip
        rows.contacts.append(b"".join((
            plan.contacts.start, key, key, channel, place, service, said_at, band, language, text, plan.contacts.end,
        )))  # fmt: skip
        if matter.closed_at is not None:
            rows.closures.append(b"".join((
                plan.closures.start, as_field.key(uuid7().bytes), key, end_state, closed_at, answer,
                words[matter.passed_to], plan.closures.end,
            )))  # fmt: skip

    def _opened(
        self, case: UUID, key: bytes, matter: Matter, said: str, said_at: bytes, channel: bytes, text: bytes
    ) -> tuple[bytes, bytes]:
        """Add the first row of history, and give its number and the head of the chain."""
        data = f'{{"key":{encode_basestring(matter.key)},{self._origin}}}'
        head, link = self._link(b"", f"{case}|1|opened|{said}||", matter.text, data)
        history = self._plan.history
        self.rows.history.append(b"".join((
            history.start, key, ONE, self._words["opened"], said_at, said_at, TRUE, channel, text, as_field.json(data),
            link, history.end,
        )))  # fmt: skip
        return ONE, head

    def _ended(
        self, case: UUID, key: bytes, matter: Matter, before: bytes, end: str, ended_at: bytes, answer: bytes
    ) -> tuple[bytes, bytes]:
        """Add the row of history that answers or closes, and give its number and the head of the chain."""
        kind, data = ("answered", "{}") if matter.closed_at is None else ("closed", _ending(matter))
        head, link = self._link(before, f"{case}|2|{kind}|{end}||", matter.answer, data)
        words, history = self._words, self._plan.history
        self.rows.history.append(b"".join((
            history.start, key, TWO, words[kind], ended_at, NULL, FALSE, words[""], answer, as_field.json(data),
            link, history.end,
        )))  # fmt: skip
        return TWO, head

    def _link(self, before: bytes, line: str, text: str, data: str) -> tuple[bytes, bytes]:
        """Chain a row of history: give its hash, and salt, digest and hash as fields. `data` is JSON, keys in order."""
        if not self._salts:
            fresh = os.urandom(SALT_BYTES * 1024)
            self._salts = [fresh[start : start + SALT_BYTES] for start in range(0, len(fresh), SALT_BYTES)]
        salt = self._salts.pop()
        digest = sha256(salt + f"[{encode_basestring(text)},{data}]".encode()).digest()
        head = sha256(before + line.encode() + digest).digest()
        return head, b"".join((_SALT, salt, _HASH, digest, _HASH, head))

    def _route(self, unit: str) -> bytes:
        known = self._routes.get(unit)
        if known is None:
            route: dict[str, object] = {"department": unit, "ground": "imported", "rule": None, "passed": []}
            known = self._routes[unit] = as_field.json(json.dumps(route))
        return known


def _ending(matter: Matter) -> str:
    ending = f'"end_state":"{matter.end_state}","passed_to":{encode_basestring(matter.passed_to)}}}'
    return "{" + ending if not matter.note else _json(matter.note)[:-1] + "," + ending
