"""A real browser in front of the whole product, and windows for the people of the stories."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as product_settings
from django.test import Client

from hantong.project.cast import Province
from hantong.shell.tests.conftest import browser  # noqa: F401  (a fixture)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from hantong.access.models import Staff

    Window = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, live_server: LiveServer, settings: object) -> Iterator[Window]:  # noqa: F811
    """Give a function that opens a window for somebody signed in, or for a resident; script errors fail the story."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    settings.PUBLIC_URL = live_server.url  # type: ignore[attr-defined]
    contexts, errors = [], list[str]()

    def opened(staff: Staff | None = None, *, language: str = "en", width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        context.add_cookies([{"name": "hantong_language", "value": language, "url": live_server.url}])
        if staff is not None:
            client = Client()
            client.force_login(staff)
            name = product_settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_ours(said.type, said.text) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def _is_ours(kind: str, text: str) -> bool:
    """The live-event process is not part of these stories: pages fall back to asking every 20 seconds."""
    return kind == "error" and "ERR_CONNECTION_REFUSED" not in text and "status of 4" not in text


@pytest.fixture
def story(transactional_db: None, province: Province) -> Province:
    """Give the province, committed, so that the server sees it."""
    return province
