"""How many messages a text makes on its way, and where it is cut: never within a letter."""

from collections.abc import Iterator
from dataclasses import dataclass

from hantong.channels.sms.alphabets import GSM, UCS2, gsm_codes

ROOM = {GSM: (160, 153), UCS2: (140, 134)}  # octets as SMPP carries them: alone, and in each of several
UNIT = {GSM: 1, UCS2: 2}
MOST_OF_ANY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A text as the network takes it; `left` is how many units still fit into the last part without another."""

    coding: int
    parts: tuple[bytes, ...]
    units: int
    left: int


class TooLong(ValueError):
    """No network takes a text of so many parts."""


def coding_of(text: str) -> int:
    """Choose the GSM alphabet where it has every letter, else UCS-2."""
    return GSM if all(gsm_codes(letter) for letter in text) else UCS2


def cut(text: str) -> Cut:
    """Cut a text into its parts. Raises TooLong."""
    coding = coding_of(text)
    codes = [_code(letter, coding) for letter in text]
    alone, together = ROOM[coding]
    whole = sum(map(len, codes))
    parts = [b"".join(codes)] if whole <= alone else list(_filled(codes, together))
    if len(parts) > MOST_OF_ANY:
        raise TooLong(len(parts))
    room = alone if len(parts) == 1 else together
    return Cut(
        coding=coding,
        parts=tuple(parts),
        units=whole // UNIT[coding],
        left=(room - len(parts[-1])) // UNIT[coding],
    )


def _code(letter: str, coding: int) -> bytes:
    return (gsm_codes(letter) or b"?") if coding == GSM else letter.encode("utf-16-be", "replace")


def _filled(codes: list[bytes], room: int) -> Iterator[bytes]:
    part = bytearray()
    for code in codes:
        if len(part) + len(code) > room:
            yield bytes(part)
            part.clear()
        part += code
    yield bytes(part)


def headed(part: bytes, *, reference: int, total: int, number: int) -> bytes:
    """Give a part with the header (UDH) by which a telephone puts the parts together."""
    return bytes((5, 0, 3, reference & 0xFF, total, number)) + part
