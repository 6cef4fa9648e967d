"""Writes the histories of imported matters, each chained by hash as `cases.chain` has it, column by column."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import repeat

from hantong.imports import copy_fields as as_field
from hantong.imports.copy_columns import Column, at_places, joined, known
from hantong.imports.copy_fields import FALSE, NULL, TRUE, Moments, Told, Words
from hantong.imports.matters import Matters
from hantong.imports.plan import Plan

COLUMNS = (
    "case_id", "n", "kind", "by_resident", "said_at", "channel", "at", "text", "data", "salt", "digest", "hash",
)  # fmt: skip
SALT_BYTES = 8
HASH = (32).to_bytes(4)
_SALT = SALT_BYTES.to_bytes(4)
_OPENED = as_field.integer(1) + as_field.text("opened") + TRUE
_ENDED = {
    kind: as_field.integer(2) + as_field.text(kind.decode()) + FALSE + NULL + as_field.text("")
    for kind in (b"answered", b"closed")
}
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(slots=True)
class Keys:
    """Keys of new matters, as fields and as the chain spells them."""

    fields: list[bytes]
    spelt: list[bytes]


@dataclass(slots=True)
class Chained:
    """Rows of history; the hash of each, and its moment as a field."""

    rows: list[bytes]
    heads: list[bytes]
    at: list[bytes]


@dataclass(slots=True)
class Historian:
    """Writes histories; one for each batch."""

    plan: Plan
    moments: Moments
    words: Words = field(default_factory=Words)
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self._origin = b',"source":%b}' % as_field.quoted(self.plan.mapping.source.encode())

    _origin: bytes = field(init=False)

    def opened(self, matters: Matters, keys: Keys) -> Chained:
        """Write the first row of each history: what the resident said."""
        facts, history = matters.facts, self.plan.history
        said, said_at = self.moments.written(facts.said_at)
        texts = [self.told[text] for text in matters.texts]
        lines = [b"%b|1|opened|%b" % pair for pair in zip(keys.spelt, said, strict=True)]
        data = [b'{"key":%b%b' % (as_field.quoted(key.encode()), self._origin) for key in facts.keys]
        heads, links = _links([b""] * len(lines), lines, (quoted for _field, quoted in texts), data)
        rows = joined(
            repeat(history.start), keys.fields, repeat(_OPENED), said_at, map(self.words.__getitem__, facts.channels),
            said_at, (text for text, _quoted in texts), map(as_field.json, data), links, repeat(history.end),
        )  # fmt: skip
        return Chained(rows, heads, said_at)

    def ended(self, matters: Matters, places: list[int], keys: Keys, before: list[bytes]) -> Chained:
        """Write the second row of the histories at these places: how the matter was closed, or answered."""
        facts, history = matters.facts, self.plan.history
        kinds = [b"closed" if facts.closed_at[place] else b"answered" for place in places]
        ended = known(facts.closed_at[place] or facts.answered_at[place] for place in places)
        spelt, ended_at = self.moments.written(ended)
        lines = [b"%b|2|%b|%b" % row for row in zip(at_places(keys.spelt, places), kinds, spelt, strict=True)]
        answers = [self.told[matters.answers[place]] for place in places]
        data = _endings(matters, places)
        heads, links = _links(at_places(before, places), lines, (quoted for _field, quoted in answers), data)
        rows = joined(
            repeat(history.start), at_places(keys.fields, places), map(_ENDED.__getitem__, kinds), ended_at,
            (answer for answer, _quoted in answers), map(as_field.json, data), links, repeat(history.end),
        )  # fmt: skip
        return Chained(rows, heads, ended_at)


def _links(before: Column, lines: list[bytes], texts: Column, data: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Chain rows: give their hashes, and salt, digest and hash as fields; texts and data are in JSON."""
    salts = _salts(len(lines))
    digests = [sha256(b"%b[%b,%b]" % row).digest() for row in zip(salts, texts, data, strict=True)]
    heads = [sha256(b"%b%b||%b" % row).digest() for row in zip(before, lines, digests, strict=True)]
    return heads, joined(repeat(_SALT), salts, repeat(HASH), digests, repeat(HASH), heads)


def _salts(count: int) -> list[bytes]:
    made = os.urandom(SALT_BYTES * count)
    return [made[start : start + SALT_BYTES] for start in range(0, len(made), SALT_BYTES)]


def _endings(matters: Matters, places: Iterable[int]) -> list[bytes]:
    """Give how matters ended, in JSON; an answer leaves its matter open."""
    same = {("", passed_to): b"{}" for passed_to in set(matters.passed_to)}
    found = []
    for place in places:
        ending = matters.facts.end_states[place], matters.passed_to[place]
        note = matters.notes.get(place)
        if ending not in same:
            same[ending] = _ending(*ending)
        found.append(_ending(*ending, **note) if note else same[ending])
    return found


def _ending(end_state: str, passed_to: str, **note: str) -> bytes:
    return _json({"end_state": end_state, "passed_to": passed_to, **note}).encode()
