"""Numbers that identify people are masked before anything is stored (provisional)."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with its masks."""

    text: str
    kinds: tuple[str, ...] = ()


def mask_numbers(text: str) -> Masked:
    """Mask resident-registration numbers."""
    return Masked(re.sub(r"(\d{6})-([1-8])\d{6}", r"\1-\2******", text))
