"""The words that reach a resident, as the front door will write them; which one that is, the settings say."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from hantong.cases.models import Case


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
