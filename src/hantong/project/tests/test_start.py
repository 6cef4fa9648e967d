"""After signing in everybody begins where their work is, and the way home leads there."""

import pytest
from django.test import Client

from hantong.access.models import Role, Staff
from hantong.project.cast import Province, employ


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        ("counsellor", "/matters/"),
        ("official", "/matters/"),
        ("administrator", "/matters/"),
        ("governor", "/figures/"),
        ("partner", "/notifications/"),
    ],
)
def test_each_role_begins_where_its_work_is(province: Province, client: Client, role: str, begins: str) -> None:
    client.force_login(employ("Ha-na", role, province.suwon_office))
    leads_to = client.get("/start/")["Location"]
    assert leads_to == begins
    page = client.get(leads_to)
    assert page.status_code == 200
    assert f'class="wordmark" href="{begins}"' in page.content.decode()


def test_whoever_only_sets_up_begins_at_the_first_line_of_their_menu(province: Province, client: Client) -> None:
    keeper = employ("Ha-na", "governor", province.suwon_office)
    Role.objects.filter(key="governor").update(capabilities=["catalogue.edit"])
    client.force_login(keeper)
    assert client.get("/start/")["Location"] == "/catalogue/"


def test_whoever_is_not_signed_in_signs_in_first(client: Client, jiwoo: Staff) -> None:
    assert client.get("/start/")["Location"] == "/account/login/?next=/start/"
