"""The public number of a matter, and the secret with which its resident follows it."""

import hashlib
import hmac
import unicodedata
from random import Random
from typing import Literal
from uuid import UUID

from stdnum import damm

_LOWEST_BODY, _BODIES = 10**10, 9 * 10**10  # far fewer than the 2**53 that a random fraction tells apart
_SEPARATORS = frozenset(" \t-‐‑‒–—―−－_./·\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_MEANT = str.maketrans("OIL", "011")
_TOKEN_LENGTH = 16


class NotANumber(ValueError):
    """What was typed is no case number; `code` says why: "characters", "length", "first_digit" or "check"."""

    field = "number"

    def __init__(self, code: Literal["characters", "length", "first_digit", "check"], *, digits: int = 0) -> None:
        self.code = code
        self.digits = digits
        super().__init__(_WHY[code].format(digits=digits))


class NotAToken(ValueError):
    """What was typed cannot be the secret of a matter."""

    field = "token"


_WHY = {
    "characters": "number: a case number has only digits, such as 4821-0934-5517.",
    "length": "number: a case number has 12 digits, but there are {digits}.",
    "first_digit": "number: a case number does not begin with 0.",
    "check": "number: the digits do not fit together; one of them is wrong or two are exchanged.",
}


def _damm_steps() -> tuple[tuple[int, ...], ...]:
    """Give Damm's table, read off the library: the state after each state (row) and digit (column)."""
    reached_by = {damm.checksum(str(digit)): digit for digit in range(10)}
    return tuple(tuple(damm.checksum(f"{reached_by[state]}{digit}") for digit in range(10)) for state in range(10))


def _steps_of_four(steps: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """Give the same for four digits at once."""
    twice = tuple(tuple(steps[after][digit] for after in row for digit in range(10)) for row in steps)
    return tuple(tuple(twice[after][two] for after in row for two in range(100)) for row in twice)


_STEPS_OF_FOUR = _steps_of_four(_damm_steps())


def new_number(random: Random) -> str:
    """Make a new number: 12 digits, the first not 0, the last a Damm check digit.

    A check digit of this kind (H. M. Damm, 2004) finds every single wrong digit and every exchange of two
    neighbours. The number tells nothing about when or where the matter began.
    """
    body = _LOWEST_BODY + int(random.random() * _BODIES)
    return f"{body}{_check_digit(body)}"


def _check_digit(body: int) -> int:
    """Give the check digit of 11 digits, four of them at a time; leading zeros change nothing."""
    state, rest = 0, body
    for place in (10**8, 10**4, 1):
        four, rest = divmod(rest, place)
        state = _STEPS_OF_FOUR[state][four]
    return state


def printed_number(number: str) -> str:
    """Print a number in three groups of four, for eyes and for reading aloud."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"


def parse(text: str) -> str:
    """Read a number as people write it: with spaces, hyphens, full-width or any other script's digits.

    Raises NotANumber, which names the field and what is wrong.
    """
    typed = [character for character in text if character not in _SEPARATORS]
    if not all(character.isdecimal() for character in typed):
        raise NotANumber("characters")
    plain = "".join(str(unicodedata.decimal(character)) for character in typed)
    if len(plain) != 12:
        raise NotANumber("length", digits=len(plain))
    if plain.startswith("0"):
        raise NotANumber("first_digit")
    if not damm.is_valid(plain):
        raise NotANumber("check")
    return plain


def tracking_token(*, secret: str, case_id: UUID, epoch: int) -> str:
    """Derive the secret of a matter: 16 characters (80 bits) of HMAC-SHA256, in Crockford's base 32.

    It is not stored. Raising `epoch` makes all earlier tokens of the matter void.
    """
    told = b"hantong tracking token" + case_id.bytes + epoch.to_bytes(4)
    digest = hmac.digest(secret.encode(), told, hashlib.sha256)
    bits = int.from_bytes(digest[:10])
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(75, -1, -5))


def printed_token(token: str) -> str:
    """Print a token in four groups of four."""
    return "-".join(token[at : at + 4] for at in range(0, _TOKEN_LENGTH, 4))


def parse_token(text: str) -> str:
    """Read a token as people write it: any case and separators, O for 0, I and L for 1.

    Raises NotAToken.
    """
    folded = unicodedata.normalize("NFKC", text).upper().translate(_AS_MEANT)
    plain = "".join(character for character in folded if character not in _SEPARATORS)
    if len(plain) != _TOKEN_LENGTH or not all(character in _CROCKFORD for character in plain):
        raise NotAToken("token: the secret has 16 letters and digits, such as 7KQ2-M0XA-93TV-CE5H.")
    return plain


def is_token(typed: str, *, secret: str, case_id: UUID, epoch: int) -> bool:
    """Tell whether what was typed is the matter's token, in a time that tells nothing about it."""
    try:
        plain = parse_token(typed)
    except NotAToken:
        return False
    return hmac.compare_digest(plain, tracking_token(secret=secret, case_id=case_id, epoch=epoch))
