"""What may not stand in an answer that everybody reads: numbers, addresses and names that belong to a person."""

import re
from collections.abc import Iterable

from hantong.kit.text import mask_numbers

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MOBILE = re.compile(r"(?<!\d)(?:\+82[ -]?)?0?1[016789][ .-]?\d{3,4}[ .-]?\d{4}(?!\d)")
CASE_NUMBER = re.compile(r"(?<!\d)\d{4}[-‐–— ]?\d{4}[-‐–— ]?\d{4}(?!\d)")
TRACK = re.compile(r"/track/\S+")
SHORTEST = 2


def personal_in(text: str, known: Iterable[str]) -> list[str]:
    """Give what is personal in `text`: by its shape, or because it is one of `known` of this resident."""
    found = ["******"] if mask_numbers(text).kinds else []
    for shape in (EMAIL, MOBILE, CASE_NUMBER, TRACK):
        found += [match[0] for match in shape.finditer(text)]
    digits = re.sub(r"\D", "", text)
    for each in known:
        value = each.strip()
        number = re.sub(r"\D", "", value).removeprefix("82").lstrip("0")
        is_number = len(number) >= 7 and number in digits and not re.search(r"[^\W\d_]", value)
        if len(value) >= SHORTEST and (is_number or value.casefold() in text.casefold()):
            found.append(value)
    return list(dict.fromkeys(found))
