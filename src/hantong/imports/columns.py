"""The columns of a batch of rows as a mapping picks them."""

from collections.abc import Callable, Sequence
from itertools import repeat

from hantong.imports.mapping import Words
from hantong.imports.reading import Row

Columns = Sequence[Sequence[str]]
Pick = Callable[[int, Columns], list[str]]


def picker(words: Words | None, header: tuple[str, ...]) -> Pick:
    """Make the function that gives, of each of so many rows, the first words that are there, else the constant."""
    constant = words.constant if words else ""
    places = [header.index(column) for column in words.columns] if words else []

    def pick(size: int, columns: Columns) -> list[str]:
        found: Sequence[str] = list(repeat(constant, size))
        for place in reversed(places):
            found = [text.strip() or other for text, other in zip(columns[place], found, strict=True)]
        return list(found)

    return pick


def columns_of(rows: Sequence[Row], header: tuple[str, ...]) -> Columns:
    """Give rows that have as many fields as the header as columns."""
    return list(zip(*rows, strict=True)) or [()] * len(header)
