"""What somebody does appears on the open pages of others at once: real pages, a real stream, a real database."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Case, PendingAnswer
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.project.cast import NOON, Province
from hantong.project.tests.test_live import LEAVING, PATIENCE_S, address_of_test_database, free_port, healthz

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("HANTONG_CHROMIUM", "/usr/bin/chromium")
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"


@pytest.fixture
def live(live_server: "LiveServer", settings: Any) -> Iterator[str]:
    """Run the live process beside the pages, and let the pages listen to it."""
    port = free_port()
    settings.HANTONG_LIVE_URL = f"http://127.0.0.1:{port}"
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = [*policy["connect-src"], settings.HANTONG_LIVE_URL]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "connect-src": sources}}
    here = {"HANTONG_SECRET_KEY": settings.SECRET_KEY, "HANTONG_DATABASE_URL": address_of_test_database()}
    words = (sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-ws", *LEAVING)
    with subprocess.Popen(
        (*words, "--log-level", "critical", "hantong.project.live:application"), env={**os.environ, **here}
    ) as process:
        ends_s = time.monotonic() + PATIENCE_S
        while not healthz(port):
            assert time.monotonic() < ends_s
            time.sleep(0.05)
        yield live_server.url
        process.terminate()


@pytest.fixture
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium here; HANTONG_CHROMIUM names another")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield started
        started.close()


def window(browser: "Browser", address: str, staff: Staff) -> "Page":
    """Open a window in which `staff` is signed in."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    session = signed_in(staff).cookies["hantong_session"].value
    context.add_cookies(
        [
            {"name": "hantong_session", "value": session, "url": address},
            {"name": "hantong_language", "value": "en", "url": address},
        ]
    )
    return context.new_page()


@pytest.fixture
def case(live: str, province: Province, jiwoo: Staff) -> Case:
    return a_matter(province, jiwoo)


def test_two_people_at_one_matter_see_each_other_and_what_the_other_does(
    live: str, browser: "Browser", case: Case, jiwoo: Staff, minseo: Staff
) -> None:
    hers, his = window(browser, live, jiwoo), window(browser, live, minseo)
    hers.goto(f"/cases/{case.number}")
    his.goto(f"/cases/{case.number}")
    hers.get_by_text("Min-seo").first.wait_for()
    his.locator("[data-presence]").get_by_text("Ji-woo").wait_for()
    hers.fill("#answer-form textarea", "Half an answer")
    his.keyboard.press("n")
    his.fill("#note-act textarea", "I have called the owner.")
    his.keyboard.press("Control+Enter")
    hers.locator("#case-history").get_by_text("I have called the owner.").wait_for()
    assert hers.input_value("#answer-form textarea") == "Half an answer"
    hers.click("#answer-form button[value=send]")
    his.locator("#case-head").get_by_text("Half an answer").wait_for()
    waiting = PendingAnswer.objects.get(case=case)
    actions.send_answer(answer=waiting.pk, at=waiting.send_at)
    his.locator("#case-history").get_by_text("Half an answer").wait_for()
    his.context.close()
    hers.locator("[data-presence]").wait_for(state="hidden")


def test_an_assignment_rings_and_appears_on_the_open_list(
    live: str, browser: "Browser", case: Case, province: Province, jiwoo: Staff, minseo: Staff
) -> None:
    his = window(browser, live, minseo)
    his.goto("/matters/")
    his.get_by_text("Nothing waits here").wait_for()
    his.wait_for_timeout(1000)
    actions.assign(case=case, to=minseo, unit=province.centre.pk, by=jiwoo, at=NOON)
    his.locator("#matters").get_by_text("A car on the crossing").wait_for()
    his.locator("#bell .count").get_by_text("1").wait_for()


def test_a_matter_is_settled_by_keyboard_alone(live: str, browser: "Browser", case: Case, jiwoo: Staff) -> None:
    hers = window(browser, live, jiwoo)
    hers.goto("/matters/")
    hers.keyboard.press("j")
    hers.keyboard.press("Enter")
    hers.locator("#case-head").wait_for()
    hers.keyboard.press("s")
    hers.locator("#act textarea[name=text]").fill("Towed.")
    hers.keyboard.press("Control+Enter")
    hers.get_by_text("What the resident will get").first.wait_for()
    hers.get_by_role("button", name="Settle and send this").press("Enter")
    hers.locator("#case-history").get_by_text("Towed.").wait_for()
    case.refresh_from_db()
    assert case.end_state == "done"
