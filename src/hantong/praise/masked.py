"""The words of residents as the mayor reads them: nobody can be told by them."""

import re
from collections.abc import Iterable

from hantong.kit.text import mask_numbers

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:\+?82[ -]?)?0?\d{1,3}[ .-]?\d{3,4}[ .-]?\d{4}(?!\d)")
HOME = re.compile(r"\d+\s?동\s?\d+\s?호|\d+\s?호(?=\s|$|[,.])|\d+번지")
HANDLE = re.compile(r"@[\w.]+(?:@[\w.-]+)?")
STARS = "○○○"
LONGEST = 600


def masked(text: str, known: Iterable[str]) -> str:
    """Put circles for numbers, addresses, accounts and the `known` names of the resident."""
    text = mask_numbers(text).text
    for shape in (EMAIL, PHONE, HOME, HANDLE):
        text = shape.sub(STARS, text)
    for each in sorted({name.strip() for name in known if len(name.strip()) >= 2}, key=len, reverse=True):
        text = re.sub(re.escape(each), STARS, text, flags=re.I)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
