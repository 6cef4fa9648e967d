"""One piece of a long text that comes in: which text it belongs to, which piece it is, and when all are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOGETHER_8, TOGETHER_16 = 0x00, 0x08


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The words of one message of the network, and its place among those that belong together."""

    content: bytes
    reference: int = 0
    total: int = 1
    number: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether it stands alone."""
        return self.total <= 1


def piece_of(content: bytes, *, has_header: bool, tlvs: Mapping[int, bytes]) -> Piece:
    """Read how a message says that it is one of several: by a header in its content, or by the fields of SMPP."""
    if has_header and content:
        end = 1 + content[0]
        if end <= len(content):
            return _by_header(content[1:end], content[end:])
    numbers = [int.from_bytes(tlvs.get(tag, b"")) for tag in (0x020C, 0x020E, 0x020F)]
    return _piece(content, *numbers)


def _piece(content: bytes, reference: int, total: int, number: int) -> Piece:
    if total <= 1 or not 1 <= number <= total:
        return Piece(content=content)
    return Piece(content=content, reference=reference, total=total, number=number)


def _by_header(header: bytes, rest: bytes) -> Piece:
    place = 0
    while place + 2 <= len(header):
        kind, size = header[place], header[place + 1]
        value = header[place + 2 : place + 2 + size]
        if kind == TOGETHER_8 and len(value) == 3:
            return _piece(rest, value[0], value[1], value[2])
        if kind == TOGETHER_16 and len(value) == 4:
            return _piece(rest, 0x10000 + int.from_bytes(value[:2]), value[2], value[3])
        place += 2 + size
    return Piece(content=rest)


def is_complete(numbers: Iterable[int], total: int) -> bool:
    """Tell whether every piece is there."""
    return set(numbers) >= set(range(1, total + 1))
