"""A matter from the answer to its end and back at three in the morning, without a mouse: the focus is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.cases.actions import Opening, open_case
from hantong.project.cast import Province

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def focused(page: Page, place: str) -> None:
    """Wait until the focus is at `place`, and have it be seen."""
    page.wait_for_function("place => document.activeElement?.matches(place)", arg=place)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_matter_is_answered_settled_and_reopened_by_keyboard(window: Window, story: Province, jiwoo: Staff) -> None:
    opening = Opening(
        jurisdiction=story.suwon.pk, channel="counter", title="A passport", text="By tomorrow?", said_at=now()
    )
    case = open_case(opening=opening, by=jiwoo, unit=story.centre.pk, at=now())
    page = window(jiwoo)
    page.goto(f"/cases/{case.number}")
    keys = page.keyboard

    for text in ("It is on its way.", "It lies here for you."):  # the second time everything has been replaced
        keys.press("a")
        focused(page, "#id_answer-text")
        keys.type(text)
        keys.press("Control+Enter")
        focused(page, "#case h1")

    keys.press("s")
    focused(page, "#act [name=end_state]")
    keys.press("Control+Enter")
    focused(page, "#act .errors, #act textarea")
    page.locator("#act textarea").focus()
    keys.type("You have it in your hands.")
    keys.press("Control+Enter")
    focused(page, "#act .preview")
    keys.press("Control+Enter")
    focused(page, "#case h1")
    case.refresh_from_db()
    assert case.is_closed

    keys.press("r")
    focused(page, "#act textarea")
    keys.type("The name is spelt wrong.")
    keys.press("Control+Enter")
    focused(page, "#case h1")
    case.refresh_from_db()
    assert case.reopenings == 1
