"""Webhooks, the API's page and notifications in a real browser: axe finds nothing, and the service worker starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hantong.access.models import Staff
from hantong.outgoing.models import Attempt, Delivery, Line
from hantong.project.cast import NOON, Province
from tests.house.door_samples import samples
from tests.journeys.test_axe import AXE, RULES

if TYPE_CHECKING:
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(story: Province, admin: Staff) -> list[str]:
    """Give the pages of this part with something on each."""
    known = samples(story, admin)
    delivery = Delivery.objects.get()
    Line.objects.create(webhook=delivery.webhook, failing_since=NOON, heard_at=NOON)
    Attempt.objects.create(delivery=delivery, n=1, at=NOON, status=503, trouble="busy", took_ms=12)
    webhook = f"/webhooks/{delivery.webhook_id}"
    follow = f"/notifications/{known['push:number']}/{known['push:token']}"
    pages = ["/webhooks/", "/webhooks/new", webhook, f"{webhook}/settings", f"{webhook}/messages/{delivery.pk}"]
    return [*pages, "/notifications/", follow, "/api/", "/access/keys/", "/access/keys/new/"]


@pytest.mark.parametrize(("width", "language"), [(360, "ko"), (1280, "en")])
def test_axe_finds_nothing(window: Window, admin: Staff, addresses: list[str], width: int, language: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --ignore-scripts")
    page, wrong = window(admin, width=width, language=language), {}
    for address in addresses:
        page.goto(address, wait_until="load")
        page.evaluate("document.querySelectorAll('#main details').forEach(each => { each.open = true })")
        page.evaluate(AXE.read_text())
        found = page.evaluate(RULES)
        if found or page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong[address] = found or "sticks out"
    assert wrong == {}


def test_a_resident_is_told_when_the_browser_cannot_be_reached(window: Window, addresses: list[str]) -> None:
    page = window(width=360).context.new_page()  # Chromium itself complains in the console of private windows
    page.context.grant_permissions(["notifications"])
    page.goto(next(address for address in addresses if address.startswith("/notifications/") and address[15:]))
    page.get_by_role("button", name="Notify me on this device").click()
    expect(page.get_by_text("notification service could not be reached")).to_be_visible(timeout=20_000)
    active = "navigator.serviceWorker.getRegistration('/notifications/worker.js').then(found => Boolean(found?.active))"
    assert page.evaluate(active)
