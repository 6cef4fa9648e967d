"""A resident and a counsellor chat in two windows: lines appear at once, a lost line goes twice and is said once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.channels.chat.models import Line, Talk
from hantong.project.cast import Province
from hantong.project.tests.test_live_pages import live  # noqa: F401  (a fixture)

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = (
    "axe.run(document).then(found => found.violations.map(each => [each.id, each.nodes.map(n => n.html).slice(0, 3)]))"
)


def is_sound(page: Page) -> None:
    """Hold that axe finds nothing, and that nothing sticks out sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert page.evaluate(RULES) == []


def begun(page: Page, words: str) -> Page:
    """Begin a talk as a resident."""
    page.goto("/chat/")
    page.locator("textarea[name=text]").fill(words)
    page.wait_for_timeout(2200)
    page.keyboard.press("Tab")
    page.locator("form[method=post] button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/chat/[0-9a-f-]{36}/"))
    return page


def test_two_windows_one_talk(live: str, window: Window, story: Province, jiwoo: Staff) -> None:  # noqa: F811
    counsellor = window(jiwoo)
    counsellor.goto("/chat/desk/")
    counsellor.get_by_role("button", name="Be there for chats").click()
    counsellor.get_by_text("You are there for chats").wait_for()
    resident = begun(window(width=360), "There is a deep hole in the street in front of my house.")
    resident.get_by_text("You are number 1 in the queue.").wait_for()
    is_sound(resident)

    counsellor.get_by_text("There is a deep hole").wait_for(timeout=10_000)
    counsellor.locator("#chat-list a.row-title").first.click()
    counsellor.get_by_role("button", name="Accept").click()
    resident.get_by_text("A counsellor is with you now.").wait_for(timeout=5_000)

    counsellor.locator("#desk-say textarea").wait_for()  # the talk is open, so its live events are heard
    resident.locator("textarea[name=text]").first.press_sequentially("It is near", delay=20)
    counsellor.get_by_text("The resident is writing").wait_for(timeout=15_000)
    resident.keyboard.press("Enter")
    counsellor.locator("#chat-talk").get_by_text("It is near").wait_for(timeout=5_000)
    counsellor.locator("#desk-say textarea").fill("Which street is it?")
    counsellor.keyboard.press("Enter")
    resident.get_by_text("Which street is it?").wait_for(timeout=5_000)
    assert counsellor.locator("#desk-say textarea").input_value() == ""
    assert "Ji-woo" not in resident.content()

    _loses_an_answer_and_says_it_once(resident)
    is_sound(counsellor)
    is_sound(resident)

    counsellor.get_by_text("Make it a matter").click()
    counsellor.locator("select[name=service]").select_option(label="Pothole")
    counsellor.get_by_role("button", name="Open the matter").click()
    case = _the_matter()
    resident.get_by_text(str(case)).first.wait_for(timeout=5_000)
    counsellor.locator("summary", has_text="End the conversation").click()
    counsellor.get_by_role("button", name="End it").click()
    resident.get_by_role("link", name="Download the transcript").wait_for(timeout=10_000)
    is_sound(resident)
    assert Talk.objects.get().case == case
    assert [line.n for line in Line.objects.order_by("n")] == list(range(1, Line.objects.count() + 1))


def _loses_an_answer_and_says_it_once(resident: Page) -> None:
    """Cut the answer off after the server has kept the line; the page sends it again by itself."""
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort("connectionrefused")

    resident.route("**/say", lose_once)
    resident.locator("textarea[name=text]").first.fill("It is Maesan-ro 1.")
    resident.keyboard.press("Enter")
    resident.get_by_text("Not sent yet").wait_for(timeout=5_000)
    resident.get_by_text("Not sent yet").wait_for(state="hidden", timeout=10_000)
    resident.unroute("**/say")
    assert lost
    assert Line.objects.filter(text="It is Maesan-ro 1.").count() == 1
    assert resident.locator("#chat-lines").get_by_text("It is Maesan-ro 1.").count() == 1


def _the_matter() -> Case:
    case = Case.objects.get()
    assert case.channel == "chat"
    return case


def test_without_a_script_and_nobody_there(window: Window, story: Province) -> None:
    page = begun(window(width=360, script=False), "The street lamp is out.")
    page.get_by_text("Nobody is free to chat just now").first.wait_for()
    page.locator("summary", has_text="Leave it in writing instead").click()
    page.locator("input[name=phone]").fill("010-1234-5678")
    page.get_by_role("button", name="Leave it in writing").click()
    page.get_by_text(str(Case.objects.get())).first.wait_for()
