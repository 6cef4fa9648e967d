"""A counsellor signs in with a passkey: made, used, and refused aloud; the policy of the pages lets the scripts work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hantong.access.models import Staff
from hantong.project.cast import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def give_device(page: Page, *, knows_its_owner: bool) -> None:
    """Put an invented security device into the browser."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": knows_its_owner,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_signs_in_without_a_password(window: Window, jiwoo: Staff) -> None:
    page = window()
    give_device(page, knows_its_owner=True)
    page.goto("/account/login/")
    page.get_by_label("Email").fill(jiwoo.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/matters/")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name of the key").fill("Desk 3")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")

    page.context.clear_cookies(name="hantong_session")
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/matters/")


def test_a_device_that_refuses_is_said_aloud(window: Window, jiwoo: Staff) -> None:
    page = window()
    give_device(page, knows_its_owner=False)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text(re.compile("The key was not used"))).to_be_visible()
