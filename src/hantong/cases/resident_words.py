"""The words that reach a resident, as the front door will write them; which one that is, the settings say."""

from collections.abc import Callable, Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hantong.cases.models import Case


class TextLength(Protocol):
    """A sentence on the length and the cost of a text, and what a page needs to say it anew at each letter."""

    @property
    def words(self) -> str:
        """The sentence."""

    @property
    def facts(self) -> Mapping[str, str | int | float]:
        """What it is computed from."""


def notice(occasion: str, *, case: Case, text: str, ending: str = "") -> tuple[str, str]:
    """Give the subject and body that the resident will get for `text`."""
    ask: Callable[..., tuple[str, str]] = import_string(f"{settings.HANTONG_NOTICE_PREVIEW}.notice")
    return ask(occasion, case=case, text=text, ending=ending)


def filled(template: str, *, case: Case) -> str:
    """Give a text template with its placeholders filled in."""
    ask: Callable[..., str] = import_string(f"{settings.HANTONG_NOTICE_PREVIEW}.filled")
    return ask(template, case=case)


def language_of(case: Case) -> str:
    """Give the language in which the resident of `case` is written to."""
    ask: Callable[..., str] = import_string(f"{settings.HANTONG_NOTICE_PREVIEW}.language_of")
    return ask(case)


def ways(case: Case) -> list[tuple[str, str, str]]:
    """Give the ways in which the resident can be answered, the usual one first: channel, its name, and where to."""
    ask: Callable[..., list[tuple[str, str, str]]] = import_string(f"{settings.HANTONG_NOTICE_PREVIEW}.ways")
    return ask(case)


def text_length(case: Case, text: str, known_ways: list[tuple[str, str, str]]) -> TextLength | None:
    """Tell how long an answer is as a text message, where it can go out as one."""
    if all(channel != "sms" for channel, _label, _where in known_ways):
        return None
    ask: Callable[..., TextLength] = import_string(f"{settings.HANTONG_NOTICE_PREVIEW}.text_length")
    return ask(case, text)
