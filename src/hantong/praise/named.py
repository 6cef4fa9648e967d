"""Whose name stands in a text: whole names only, the longest first, and nobody where two share it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
SHORTEST = 2


def named_in(text: str, names: Mapping[Key, Iterable[str]]) -> list[Key]:
    """Give the keys whose name stands in `text`; a name inside a longer one that stands there does not count."""
    plain = [
        (name.strip(), key) for key, given in names.items() for name in set(given) if len(name.strip()) >= SHORTEST
    ]
    shared = Counter(name.casefold() for name, _key in plain)
    left, found = text, []
    for name, key in sorted(plain, key=lambda pair: -len(pair[0])):
        shape = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![a-z])", re.I)
        if shape.search(left):
            left = shape.sub("\n", left)
            if shared[name.casefold()] == 1 and key not in found:
                found.append(key)
    return found
