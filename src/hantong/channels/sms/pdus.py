"""The units of SMPP 3.4: those that we send are made by smpplib, those that come in are read here and trusted in nothing."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from smpplib import consts, smpp

HEAD = struct.Struct(">LLLL")
MOST_OCTETS = 70_000
RESPONSE = 0x80000000
BIND = {"transceiver": 0x00000009, "transmitter": 0x00000002, "receiver": 0x00000001}
NACK, SUBMIT, DELIVER, DATA = 0x80000000, 0x00000004, 0x00000005, 0x00000103
UNBIND, ENQUIRE, ALERT = 0x00000006, 0x00000015, 0x00000102
OK, SYSTEM_TROUBLE, NOT_UNDERSTOOD, UNKNOWN_COMMAND, COME_LATER = 0x00, 0x08, 0x02, 0x03, 0x64
THROTTLED = {0x58, 0x14}
FOR_NOW = {0x08, 0x45, 0x64, 0xFE, 0xFF}
PAYLOAD = 0x0424
HAS_HEADER = 0x40


class Broken(ValueError):
    """These octets are no unit of SMPP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdu:
    """A unit as it came: what it asks or answers, and the rest unread."""

    command: int
    status: int
    sequence: int
    body: bytes = b""

    @property
    def is_response(self) -> bool:
        """Whether it answers something."""
        return bool(self.command & RESPONSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message that the network brings: from whom, to whom, and its content as octets."""

    source: str
    source_ton: int
    destination: str
    destination_ton: int
    esm_class: int
    coding: int
    content: bytes
    tlvs: Mapping[int, bytes] = field(default_factory=dict)


def pdu_of(octets: bytes) -> Pdu:
    """Read the head of a unit. Raises Broken."""
    if len(octets) < HEAD.size:
        raise Broken("shorter than a head")
    _length, command, status, sequence = HEAD.unpack_from(octets)
    return Pdu(command=command, status=status, sequence=sequence, body=octets[HEAD.size :])


def reference_of(pdu: Pdu) -> str:
    """Give the network's name for a message that it took."""
    return pdu.body.partition(b"\x00")[0].decode("latin-1").strip()[:65]


def delivered_of(pdu: Pdu) -> Delivered:
    """Read a message that was brought by deliver_sm or data_sm. Raises Broken."""
    reader = _Reader(pdu.body)
    reader.words()
    source_ton, _npi, source = reader.octet(), reader.octet(), reader.words()
    destination_ton, _npi, destination = reader.octet(), reader.octet(), reader.words()
    esm_class = reader.octet()
    content = b""
    if pdu.command == DATA:
        reader.octet()
        coding = reader.octet()
    else:
        reader.skip(2)
        reader.words()
        reader.words()
        reader.skip(2)
        coding = reader.octet()
        reader.skip(1)
        content = reader.octets(reader.octet())
    tlvs = reader.tlvs()
    return Delivered(
        source=source,
        source_ton=source_ton,
        destination=destination,
        destination_ton=destination_ton,
        esm_class=esm_class,
        coding=coding,
        content=content or tlvs.get(PAYLOAD, b""),
        tlvs=tlvs,
    )


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def octets(self, size: int) -> bytes:
        if self._at + size > len(self._body):
            raise Broken("it ends too early")
        self._at += size
        return self._body[self._at - size : self._at]

    def skip(self, size: int) -> None:
        self.octets(size)

    def octet(self) -> int:
        return self.octets(1)[0]

    def words(self) -> str:
        end = self._body.find(b"\x00", self._at)
        if end < 0:
            raise Broken("words without an end")
        return self.octets(end - self._at + 1)[:-1].decode("latin-1").strip()

    def tlvs(self) -> dict[int, bytes]:
        """Give the optional fields; one that says that it is longer than what came ends them."""
        found: dict[int, bytes] = {}
        while self._at + 4 <= len(self._body):
            tag, size = struct.unpack(">HH", self.octets(4))
            if self._at + size > len(self._body):
                break
            found[tag] = self.octets(size)
        return found


class Sequence:
    """The numbers of the units that one connection sends, as smpplib asks for them."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.sequence = 0

    def next_sequence(self) -> int:
        """Give the next number."""
        self.sequence = (next(self._numbers) - 1) % 0x7FFFFFFF + 1
        return self.sequence


def request(sequence: Sequence, name: str, **fields: object) -> tuple[int, bytes]:
    """Make a request; give its number and its octets."""
    made = smpp.make_pdu(name, client=sequence, **fields)
    return made.sequence, made.generate()


def answer(pdu: Pdu, status: int = OK) -> bytes:
    """Make the answer to a request."""
    body = b"\x00" if pdu.command in {DELIVER, DATA} else b""
    return HEAD.pack(HEAD.size + len(body), pdu.command | RESPONSE, status, pdu.sequence) + body


def refusal(sequence: int, status: int) -> bytes:
    """Make the answer to what is no request that we know."""
    return HEAD.pack(HEAD.size, NACK, status, sequence)


def said_of(status: int) -> str:
    """Say what a status of the network means."""
    words = consts.DESCRIPTIONS.get(status)
    return f"SMPP {status:#04x}{f': {words}' if words else ''}"
