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
