"""Social networks and the mayor's line in a real browser: axe finds nothing, and an answer goes from hand to hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hantong.access.models import Staff
from hantong.channels.social.models import MonthOfAccount, PublicAnswer, SocialPost, Watch
from hantong.praise.models import MayorWord, Praise
from hantong.project.cast import NOON, Province
from tests.house.door_samples import samples
from tests.journeys.test_axe import AXE, RULES

if TYPE_CHECKING:
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ACCOUNT = "mastodon:x@y"


@pytest.fixture
def addresses(story: Province, admin: Staff) -> list[str]:
    """Give the pages of this part with something on each."""
    known = samples(story, admin)
    SocialPost.objects.filter(account=ACCOUNT).update(is_first=True, handle="han@y", link="https://y.example/@han/1")
    MonthOfAccount.objects.create(account=ACCOUNT, month=date(2026, 3, 1), followers=9, posts=4, counted_at=NOON)
    Watch.objects.create(account=ACCOUNT, trouble="token: revoked", trouble_since=NOON)
    word = MayorWord.objects.get()
    Praise.objects.create(word=word, staff=admin, why="name", at=NOON)
    pages = ["/social/", f"/social/matters/{known['social:number']}", "/social/figures", "/mayor/", "/mayor/words"]
    line = f"/mayor/lines/{word.line_id}"
    week = f"{line}/week?week={word.said_at:%Y-%m-%d}"
    return [*pages, f"/mayor/words/{word.pk}", "/mayor/praise", "/mayor/lines/new", line, week]


@pytest.mark.parametrize(("width", "language"), [(360, "ko"), (1280, "en")])
def test_axe_finds_nothing(window: Window, admin: Staff, addresses: list[str], width: int, language: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --ignore-scripts")
    page, wrong = window(admin, width=width, language=language), {}
    for address in addresses:
        page.goto(address, wait_until="load")
        page.evaluate(AXE.read_text())
        found = page.evaluate(RULES)
        if found or page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong[address] = found or "sticks out"
    assert wrong == {}


@pytest.mark.usefixtures("addresses")
def test_an_answer_is_approved_by_keyboard_alone(window: Window, admin: Staff) -> None:
    page = window(admin, width=1280, language="en")
    page.goto("/social/")
    button = page.get_by_role("button", name="Approve and say it")
    for _press in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Approved. It goes into the thread now.")).to_be_visible()
    assert PublicAnswer.objects.get().state == "approved"
