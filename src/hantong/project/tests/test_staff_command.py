"""`hantong staff` makes the first administrator of an empty house, who signs in by a one-time link."""

import json
from inspect import unwrap

import pytest
from django.test import Client

from hantong.access.models import Role, Staff
from hantong.project.cast import Province
from hantong.project.commands import staff as command
from hantong.project.commands._exits import Ended

pytestmark = pytest.mark.django_db


def test_the_first_administrator_sets_a_password_by_the_link(
    province: Province, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    Role.objects.filter(pk="administrator").delete()
    where = f"{province.centre.jurisdiction.code}/{province.centre.code}"
    unwrap(command.add)("kim@gyeonggi.example", "Kim", role="administrator", department=where, as_json=True)
    said = json.loads(capsys.readouterr().out)
    kim = Staff.objects.get(email="kim@gyeonggi.example")
    assert [post.role_id for post in kim.posts.all()] == ["administrator"]
    page = client.get(said["link"].partition("/account")[1] + said["link"].partition("/account")[2], follow=True)
    assert page.status_code == 200
    assert b'type="password"' in page.content


def test_an_unknown_role_is_answered_with_the_known_ones(province: Province) -> None:
    with pytest.raises(Ended, match=r"no role 'boss': choose one of administrator, counsellor"):
        unwrap(command.add)("kim@gyeonggi.example", "Kim", role="boss", department="x/y")
    assert not Staff.objects.filter(email="kim@gyeonggi.example").exists()


def test_an_unknown_department_makes_no_account(province: Province) -> None:
    with pytest.raises(Ended, match="no department 'x/y'"):
        unwrap(command.add)("kim@gyeonggi.example", "Kim", role="administrator", department="x/y")
    assert not Staff.objects.filter(email="kim@gyeonggi.example").exists()
