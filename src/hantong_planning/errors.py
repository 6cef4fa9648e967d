"""What a planning problem is refused with: the field, and what is wrong with it."""

from __future__ import annotations

import math
from typing import SupportsFloat


class Nonsense(ValueError):
    """A problem that no plan can answer: `field` names the input, `words` say what it must be."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(f"{field}: {words}")
        self.field = field
        self.words = words


def finite(
    field: str,
    value: SupportsFloat,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
) -> float:
    """Return `value` as a float. Raises Nonsense unless it is finite, above `above` and from `least` to `most`."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    except (TypeError, ValueError):
        raise Nonsense(field, f"must be a number, not {value!r}") from None
    if not math.isfinite(number):
        raise Nonsense(field, f"must be a finite number, not {number}")
    if above is not None and number <= above:
        raise Nonsense(field, f"must be above {above:g}, not {number:g}")
    if least is not None and number < least:
        raise Nonsense(field, f"must be at least {least:g}, not {number:g}")
    if most is not None and number > most:
        raise Nonsense(field, f"must be at most {most:g}, not {number:g}")
    return number


def whole(field: str, value: SupportsFloat, *, least: int = 0, most: int | None = None) -> int:
    """Return `value` as an integer. Raises Nonsense if it has a fraction or is not from `least` to `most`."""
    number = finite(field, value, least=least, most=most)
    if number != int(number):
        raise Nonsense(field, f"must be a whole number, not {number:g}")
    return int(number)


def share(field: str, value: SupportsFloat) -> float:
    """Return `value` as a share. Raises Nonsense outside 0…1."""
    number = finite(field, value, least=0)
    if number > 1:
        hint = f" ({number:g} % is written {number / 100:g})" if number <= 100 else ""
        raise Nonsense(field, f"must be a share between 0 and 1, not {number:g}{hint}")
    return number
