"""The public number of a matter (provisional)."""

from random import Random

from stdnum import damm


class NotANumber(ValueError):
    """What was typed is no case number."""


def new_number(random: Random) -> str:
    """Make a new number: twelve digits, the last a check digit."""
    body = str(random.randrange(10**10, 10**11))
    return body + damm.calc_check_digit(body)


def parse(text: str) -> str:
    """Read a number as people write it. Raises NotANumber."""
    plain = "".join(character for character in text if character.isdecimal())
    if len(plain) != 12 or not damm.is_valid(plain):
        raise NotANumber(text)
    return plain
