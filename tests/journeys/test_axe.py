"""axe finds nothing on any page, wide and phone-sized, and nothing sticks out of a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hantong.access.models import Staff
from hantong.project.cast import Province
from tests.house.door_samples import samples
from tests.house.door_table import routes
from tests.house.test_doors import address

if TYPE_CHECKING:
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SIGNING_IN = {"account_login", "account_change_password", "account_reset_password", "mfa_index", "styleguide"}
RULES = "axe.run(document).then(found => found.violations.map(each => [each.id, each.nodes.map(node => node.html).slice(0, 3)]))"


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(window: Window, story: Province, admin: Staff, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --ignore-scripts")
    known = dict(samples(story, admin))
    page = window(admin, width=width, language="ko" if width == 360 else "en")
    script = AXE.read_text()
    wrong: dict[str, object] = {}
    looked_at = 0
    for route in routes():
        if not route.is_ours and route.name not in SIGNING_IN:
            continue
        there = address(route, known)
        answer = page.request.get(there, max_redirects=0)
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if "<html" not in answer.text()[:600]:
            continue
        page.goto(there, wait_until="load")
        page.evaluate(script)
        found = page.evaluate(RULES)
        if found:
            wrong[there] = found
        if width == 360 and page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong[f"{there} sticks out"] = page.evaluate("document.documentElement.scrollWidth")
        looked_at += 1
    assert looked_at > 40
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)[:6000]
