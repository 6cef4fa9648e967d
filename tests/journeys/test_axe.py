"""axe finds nothing on any page, wide and phone-sized, and nothing sticks out of a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hantong.access.models import Staff
from hantong.project.cast import Province
from tests.house.door_samples import samples
from tests.house.door_table import Route, routes
from tests.house.test_doors import address

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page

    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SIGNING_IN = {"account_login", "account_change_password", "account_reset_password", "mfa_index", "styleguide"}
RULES = "axe.run(document).then(found => found.violations.map(each => [each.id, each.nodes.map(node => node.html).slice(0, 3)]))"


@pytest.mark.parametrize(("width", "language"), [(360, "ko"), (360, "en"), (1280, "ko")])
def test_axe_finds_nothing_on_any_page(
    window: Window, story: Province, admin: Staff, width: int, language: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --ignore-scripts")
    known = dict(samples(story, admin))
    page = window(admin, width=width, language=language)
    wrong: dict[str, object] = {}
    looked_at = 0
    for route in routes():
        if route.is_ours or route.name in SIGNING_IN:
            there = address(route, known)
            answer = page.request.get(there, max_redirects=0)
            if _is_lost(route, answer):
                wrong[there] = f"answers {answer.status}: a page that is not shown is not looked at"
            if _is_page(answer):
                wrong |= _faults(page, there, is_phone=width == 360)
                looked_at += 1
    assert looked_at > 90
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)[:6000]


def _is_lost(route: Route, answer: APIResponse) -> bool:
    return route.is_ours and answer.status in {404, 500} and "text/html" in answer.headers.get("content-type", "")


def _is_page(answer: APIResponse) -> bool:
    """Tell a whole page from pieces, files and redirects."""
    is_html = answer.status == 200 and "text/html" in answer.headers.get("content-type", "")
    return is_html and "<html" in answer.text()[:600]


def _faults(page: Page, there: str, *, is_phone: bool) -> dict[str, object]:
    page.goto(there, wait_until="load")
    page.evaluate(AXE.read_text())
    found = page.evaluate(RULES)
    faults: dict[str, object] = {there: found} if found else {}
    if is_phone and page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
        faults[f"{there} sticks out"] = page.evaluate("document.documentElement.scrollWidth")
    return faults
