"""Writes matters as the lines that PostgreSQL's COPY reads, each history chained by hash as `cases.chain` has it."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring
from random import Random

from uuid_utils import uuid7

from hantong.cases.number import new_number
from hantong.imports.matter import Matter
from hantong.imports.plan import NULL, Places, Plan

SALT_BYTES = 8
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

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


def escaped(text: str) -> str:
    """Give `text` as one field of COPY's text format."""
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        return text.translate(_ESCAPES)
    return text


def as_json(value: object) -> str:
    """Give JSON as `cases.chain` writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _exact(moment: datetime) -> str:
    """Give a moment in UTC to the microsecond, as both the chain and COPY take it."""
    return moment.isoformat(timespec="microseconds")


@dataclass(slots=True)
class Lines:
    """The lines of a batch, table by table."""

    cases: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    closures: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scribe:
    """Writes matters down, line by line; one for each batch."""

    plan: Plan
    places: Places
    band: Callable[[datetime], int]
    random: Random
    lines: Lines = field(default_factory=Lines)
    _salts: list[bytes] = field(default_factory=list)
    _routes: dict[str, str] = field(default_factory=dict)
    _tails: tuple[str, str, str, str] = ("", "", "", "")
    _origin: str = ""
    _unit: str = ""
    _link: str = ""

    def __post_init__(self) -> None:
        plan = self.plan
        self._unit = str(plan.department)
        self._tails = (plan.cases.tail, plan.history.tail, plan.closures.tail, plan.contacts.tail)
        self._origin = f'"source":{encode_basestring(plan.mapping.source)}'

    def write(self, matter: Matter) -> None:
        """Add the lines of one matter."""
        case, said_at = str(uuid7()), _exact(matter.said_at)
        ended = matter.closed_at or matter.answered_at
        answered_at = NULL if ended is None else _exact(ended)
        closed_at = answered_at if matter.closed_at is not None else NULL
        text, answer = escaped(matter.text), escaped(matter.answer)
        n, head = self._history(case, matter, said_at, answered_at, text, answer)
        places = self.places
        service, place = places.services[matter.service], places.places[matter.place]
        unit = places.departments[matter.department]
        if unit == NULL:
            unit = self._unit
        due_at = NULL if matter.due_at is None else _exact(matter.due_at)
        lat, lon = (NULL, NULL) if matter.lat is None else (matter.lat, matter.lon)
        attributes = escaped(as_json(matter.attributes)) if matter.attributes else "{}"
        band, channel, language = self.band(matter.said_at), matter.channel, escaped(matter.language)
        tails, lines = self._tails, self.lines
        lines.cases.append(
            f"{case}\t{new_number(self.random)}\t{service}\t{place}\t{channel}\t{escaped(matter.title)}\t"
            f"{language}\t{escaped(matter.address)}\t{lat}\t{lon}\t{attributes}\t{said_at}\t{band}\t{unit}\t"
            f"{unit}\t{due_at}\t{answered_at}\t{closed_at}\t{matter.end_state}\t{self._route(unit)}\t"
            f"{escaped(matter.key)}\t{n}\t\\\\x{head.hex()}{tails[0]}"
        )
        lines.contacts.append(
            f"{case}\t{case}\t{channel}\t{place}\t{service}\t{said_at}\t{band}\t{language}\t{text}{tails[3]}"
        )
        if matter.closed_at is not None:
            lines.closures.append(
                f"{uuid7()}\t{case}\t{matter.end_state}\t{closed_at}\t{answer}\t{escaped(matter.passed_to)}{tails[2]}"
            )

    def _history(
        self, case: str, matter: Matter, said_at: str, ended_at: str, text: str, answer: str
    ) -> tuple[int, bytes]:
        """Add the rows of history, and give their count and the head of the chain."""
        opened = f'{{"key":{encode_basestring(matter.key)},{self._origin}}}'
        head = self._step(case, b"", f"|1|opened|{said_at}||", matter.text, opened)
        self._tell(f"{case}\t1\topened\t{said_at}\t{said_at}\tt\t{matter.channel}\t{text}", opened)
        if matter.closed_at is None and matter.answered_at is None:
            return 1, head
        kind, data = ("answered", "{}") if matter.closed_at is None else ("closed", self._ending(matter))
        head = self._step(case, head, f"|2|{kind}|{ended_at}||", matter.answer, data)
        self._tell(f"{case}\t2\t{kind}\t{ended_at}\t{NULL}\tf\t\t{answer}", data)
        return 2, head

    def _ending(self, matter: Matter) -> str:
        ending = f'"end_state":"{matter.end_state}","passed_to":{encode_basestring(matter.passed_to)}}}'
        if not matter.note:
            return "{" + ending
        return as_json(matter.note)[:-1] + "," + ending

    def _step(self, case: str, before: bytes, line: str, text: str, data: str) -> bytes:
        """Chain a row of history and give its hash; `data` is JSON already, keys in order."""
        if not self._salts:
            fresh = os.urandom(SALT_BYTES * 1024)
            self._salts = [fresh[start : start + SALT_BYTES] for start in range(0, len(fresh), SALT_BYTES)]
        salt = self._salts.pop()
        digest = sha256(salt + f"[{encode_basestring(text)},{data}]".encode()).digest()
        head = sha256(before + f"{case}{line}".encode() + digest).digest()
        self._link = f"\\\\x{salt.hex()}\t\\\\x{digest.hex()}\t\\\\x{head.hex()}{self._tails[1]}"
        return head

    def _tell(self, row: str, data: str) -> None:
        """Add a row of history with the link that was made last."""
        self.lines.history.append(f"{row}\t{escaped(data)}\t{self._link}")

    def _route(self, unit: str) -> str:
        known = self._routes.get(unit)
        if known is None:
            route: dict[str, object] = {"department": unit, "ground": "imported", "rule": None, "passed": []}
            known = self._routes[unit] = escaped(json.dumps(route))
        return known
