"""The list of published figures: each is one function with a name, a definition and a denominator."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.utils.functional import Promise

P = ParamSpec("P")
R = TypeVar("R")
Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a figure is called, what is counted, and out of what."""

    key: str
    name: Words
    definition: Words
    denominator: Words


FIGURES: dict[str, Figure] = {}


def figure(*, name: Words, definition: Words, denominator: Words) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Publish a function as a figure, under the function's own name."""

    def publish(count: Callable[P, R]) -> Callable[P, R]:
        key = count.__name__
        FIGURES[key] = Figure(key=key, name=name, definition=definition, denominator=denominator)
        return count

    return publish
