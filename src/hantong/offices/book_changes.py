"""What is different between two books, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Book = TypeVar("Book", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChange:
    """One line of what an import does: `sign` is + for new and ~ for changed."""

    sign: str
    what: str
    field: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Give the line as a command prints it."""
        change = f" {self.field}: {self.before or '–'} → {self.after or '–'}" if self.field else ""
        return f"{self.sign} {self.what}{change}"


def changes_between(before: Book, after: Book) -> Iterator[BookChange]:
    """Give what `after` adds to `before` and changes in it."""
    for shelf in fields(before):
        yield from shelf_changes(shelf.name, getattr(before, shelf.name), getattr(after, shelf.name))


def shelf_changes(shelf: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[BookChange]:
    """Give the changes of one shelf of a book, whose things are named by code."""
    for code, thing in after.items():
        what = f"{shelf}[{code}]"
        if code not in before:
            yield BookChange(sign="+", what=what)
            continue
        for name, (was, becomes) in _flat_differences(before[code], thing):
            yield BookChange(sign="~", what=what, field=name, before=short(was), after=short(becomes))
    for code in before.keys() - after.keys():
        yield BookChange(sign="-", what=f"{shelf}[{code}]")


def _flat_differences(before: object, after: object) -> Iterator[tuple[str, tuple[object, object]]]:
    for each in fields(after):  # type: ignore[arg-type]
        was, becomes = getattr(before, each.name), getattr(after, each.name)
        if is_dataclass(becomes) and is_dataclass(was):
            yield from _flat_differences(was, becomes)
        elif was != becomes:
            yield each.name, (was, becomes)


def short(value: object) -> str:
    """Give a value for a person to recognise, at most a line of it."""
    if isinstance(value, tuple | list):
        text = ", ".join(short(each) for each in value)
    elif isinstance(value, Mapping):
        text = ", ".join(f"{name}: {short(each)}" for name, each in value.items())
    elif is_dataclass(value) and not isinstance(value, type):
        text = " ".join(short(getattr(value, each.name)) for each in fields(value))
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
