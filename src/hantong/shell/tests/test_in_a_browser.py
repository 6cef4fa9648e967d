"""What scripts add to a page, in a real browser under the real content policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"


def open_guide(page: Page, frame: str = "work") -> None:
    page.goto(f"/styleguide?frame={frame}")
    page.wait_for_load_state("networkidle")


def test_j_and_k_walk_the_rows_and_x_ticks_one(page: Page) -> None:
    open_guide(page)
    page.keyboard.press("j")
    assert page.locator("[data-row]").nth(2).get_attribute("class") == "row is-current"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.locator("[data-row]").nth(0).get_attribute("class") == "row is-current"
    page.keyboard.press("x")
    assert not page.locator("[data-row] input").nth(0).is_checked()


def test_the_bar_of_actions_counts_the_ticked_rows_and_goes_with_the_last(page: Page) -> None:
    open_guide(page)
    assert page.locator("[data-bulk-count]").inner_text() == "1 selected"
    page.locator("[data-row] input").nth(3).check()
    assert page.locator("[data-bulk-count]").inner_text() == "2 selected"
    for at in (0, 3):
        page.locator("[data-row] input").nth(at).uncheck()
    assert page.locator(".bulk").is_hidden()


def test_slash_goes_to_the_search_and_question_mark_lists_the_keys_of_this_page(page: Page) -> None:
    open_guide(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-search]')")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    listed = page.locator("#keys-dialog")
    assert listed.is_visible()
    assert "Answer" in listed.inner_text()
    page.keyboard.press("Escape")
    assert listed.is_hidden()


def test_shortcuts_are_silent_while_one_writes(page: Page) -> None:
    open_guide(page)
    page.locator("#id_text").click()
    page.keyboard.type("jk?")
    assert page.locator("#id_text").input_value() == "jk?"
    assert page.locator("#keys-dialog").is_hidden()


def test_what_was_being_written_is_offered_again(page: Page) -> None:
    open_guide(page, "public")
    page.locator("#id_text").fill("The light is out")
    page.locator("#id_kind_1").check()
    while not page.evaluate("Object.keys(sessionStorage).some((name) => name.startsWith('draft:'))"):
        page.wait_for_timeout(100)
    open_guide(page, "public")
    assert page.locator("#id_text").input_value() == ""
    page.get_by_role("button", name="Take it back").click()
    assert page.locator("#id_text").input_value() == "The light is out"
    assert page.locator("#id_kind_1").is_checked()


def test_a_dialog_opens_and_gives_the_focus_back(page: Page) -> None:
    open_guide(page)
    opener = page.get_by_role("button", name="Open a dialog").or_(page.get_by_role("link", name="Open a dialog"))
    opener.click()
    assert page.locator("#sample-dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Open a dialog"


def test_a_dialog_shows_itself_by_its_address_without_scripts(page: Page) -> None:
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/styleguide#sample-dialog")
    assert page.locator("#sample-dialog").is_visible()


def test_chosen_files_are_listed_and_can_be_taken_out(page: Page, tmp_path: Path) -> None:
    (tmp_path / "light.txt").write_text("dark")
    open_guide(page)
    page.locator("#id_photo").set_input_files(tmp_path / "light.txt")
    assert "light.txt" in page.locator(".files").first.inner_text()
    page.get_by_role("button", name="Remove").click()
    assert page.evaluate("document.querySelector('#id_photo').files.length") == 0


def test_the_device_says_where_it_is_when_it_may(page: Page) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 37.2664, "longitude": 127.0, "accuracy": 12})
    open_guide(page)
    page.get_by_role("button", name="Use where I am now").click()
    page.get_by_text("Found, to within 12 m.").wait_for()
    assert page.locator("#id_latitude").input_value() == "37.266400"


def test_dark_colours_stay_chosen(page: Page) -> None:
    open_guide(page, "public")
    page.get_by_role("button", name="Dark colours").click()
    assert page.locator("html").get_attribute("data-look") == "night"
    assert page.get_by_role("button", name="Light colours").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("look", ["day", "night"])
@pytest.mark.parametrize("frame", ["public", "work"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, frame: str, look: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --ignore-scripts")
    page.set_viewport_size({"width": width, "height": 800})
    open_guide(page, frame)
    page.evaluate("look => document.documentElement.dataset.look = look", look)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then((result) => result.violations)")
    assert found == [], json.dumps(found, indent=1)[:3000]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def with_stream(page: Page, body: str) -> None:
    """Give the guide a live address, and answer there with the given events, once."""

    def add_address(route: Route) -> None:
        answer = route.fetch()
        head = '<head><meta name="hantong-live" content="/live/events?ticket=x">'
        route.fulfill(response=answer, body=answer.text().replace("<head>", head))

    told: list[str] = []

    def tell(route: Route) -> None:
        told.append(route.request.url)
        if len(told) > 1:
            route.fulfill(status=204)
        else:
            route.fulfill(content_type="text/event-stream", body=body)

    page.route("**/styleguide*", add_address)
    page.route("**/live/events*", tell)


def test_news_fetches_only_the_regions_of_its_topic(page: Page) -> None:
    with_stream(page, 'event: changed\ndata: {"topic": "rows:7"}\n\n')
    page.goto("/styleguide")
    with page.expect_response(lambda answer: answer.request.headers.get("hx-target") == "sample-rows"):
        pass
    assert page.locator("#sample-rows [data-row]").count() == 5


def test_an_alarm_stays_until_it_is_closed(page: Page) -> None:
    with_stream(page, 'event: alarm\ndata: {"topic": "x", "text": "Nobody answered", "url": "/offline"}\n\n')
    page.goto("/styleguide")
    note = page.locator("#toasts .toast")
    note.wait_for()
    assert "Nobody answered" in note.inner_text()
    note.get_by_role("button", name="Close").click()
    assert note.count() == 0


def test_others_with_the_same_thing_open_are_named_but_not_oneself(page: Page) -> None:
    people = '[{"staff": "me", "name": "Ji-woo"}, {"staff": "d", "name": "Dong-hyun"}]'
    with_stream(page, f'event: presence\ndata: {{"topic": "presence:7", "people": {people}}}\n\n')
    page.goto("/styleguide")
    page.get_by_text("Also open at: Dong-hyun").wait_for()


def test_a_long_list_takes_two_lines_a_row_on_a_phone_and_leaves_out_what_is_empty(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    open_guide(page)
    row = page.locator("#sample-compact tbody tr").first
    cells = [row.locator("td").nth(n) for n in range(3)]
    assert [cell.is_visible() for cell in cells] == [True, False, True]
    tall = page.locator("#sample-table tbody tr").first.bounding_box()
    short = row.bounding_box()
    assert tall is not None
    assert short is not None
    assert short["height"] < tall["height"] / 2
    page.set_viewport_size({"width": 1280, "height": 780})
    shown = cells[1].evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == '"—"'
