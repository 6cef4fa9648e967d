"""Texts with {placeholders}: which they use, and what they say once filled in."""

import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{(\w+)\}")
ANSWER_PLACEHOLDERS = ("name", "number", "title", "service", "office", "due", "link", "staff_unit")


def used_in(text: str) -> list[str]:
    """Give the names of the placeholders of `text`, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def unknown_in(text: str, allowed: Iterable[str]) -> list[str]:
    """Give the placeholders of `text` that nothing is known for."""
    known = set(allowed)
    return [name for name in used_in(text) if name not in known]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders in; a line that only has placeholders with nothing to say is left out."""
    lines = []
    for line in text.splitlines():
        names = PLACEHOLDER.findall(line)
        if names and not any(values.get(name) for name in names):
            continue
        lines.append(PLACEHOLDER.sub(lambda found: values.get(found[1], ""), line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
