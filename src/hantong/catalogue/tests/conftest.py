"""People of these stories: Suwon's own administrator, and somebody signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from hantong.access.models import Staff
from hantong.project.cast import Province, employ


@pytest.fixture
def suwon_admin(province: Province) -> Staff:
    """Give Suwon's administrator, whose reach ends at the city's border."""
    return employ("Su-won Admin", "administrator", province.suwon_office)


@pytest.fixture
def browser() -> Callable[[Staff | None], Client]:
    """Give a way to open pages as somebody, or as anyone, in English."""

    def signed_in(staff: Staff | None) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        if staff is not None:
            client.force_login(staff)
        return client

    return signed_in
