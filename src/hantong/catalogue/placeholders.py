"""The placeholders that a standard answer may use."""

import re
from typing import Final

KNOWN: Final = ("name", "number", "title", "service", "office", "due", "link", "staff_unit")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def unknown_in(text: str) -> list[str]:
    """Give the placeholders of `text` that nothing is filled in for."""
    return [name for name in _PLACEHOLDER.findall(text) if name not in KNOWN]
