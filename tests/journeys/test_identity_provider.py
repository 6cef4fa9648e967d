"""A counsellor signs in by the identity provider of the province, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hantong.access.tests.identity_provider import identity_provider

if TYPE_CHECKING:
    from hantong.access.models import Staff
    from hantong.project.cast import Province
    from tests.journeys.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_button_leads_to_work(window: Window, story: Province, jiwoo: Staff, settings: Any) -> None:
    with identity_provider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider.app]}}
        provider.person = {"sub": "7", "email": jiwoo.email, "email_verified": True, "name": jiwoo.name}
        page = window()
        page.goto("/account/login/?next=/matters/")
        page.get_by_role("link", name="Gyeonggi sign-in").click()
        page.wait_for_url("**/matters/**")
        assert page.get_by_text(jiwoo.name).first.is_visible()
