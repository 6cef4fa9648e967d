"""`hantong staff` makes the first administrator of an empty house, gives and ends posts, closes and opens accounts."""

import json
from collections.abc import Callable
from datetime import datetime
from inspect import unwrap
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from typer.testing import CliRunner

from hantong.access.models import AuditEntry, Role, Staff
from hantong.offices.models import Department, Jurisdiction
from hantong.offices.staffing.jobs import tell_of_factor_reset
from hantong.project.cast import Province
from hantong.project.commands import staff as command
from hantong.project.commands._exits import Ended, Exit
from hantong.project.menu import GROUPS

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


def test_an_empty_house_begins_with_one_command(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    unwrap(command.list_accounts)()
    assert "hantong staff first" in capsys.readouterr().err
    unwrap(command.first)("kim@suwon.example", "Kim", code="suwon", called="수원시", as_json=True)
    assert "/account/" in json.loads(capsys.readouterr().out)["link"]
    suwon = Jurisdiction.objects.get()
    assert suwon.front_office == Department.objects.get()
    client.force_login(Staff.objects.get())
    for address in (entry[0] for _heading, entries in GROUPS for entry in entries):
        assert client.get(reverse(address)).status_code == 200, address
    assert "아직 서비스가 없습니다" in client.get("/catalogue/").content.decode()
    assert "아직 상담이 없습니다" in client.get("/contacts/").content.decode()
    assert "조건에 맞는 상담이 없습니다" in client.get("/contacts/?channel=web").content.decode()
    with pytest.raises(Ended) as again:
        unwrap(command.first)("lee@suwon.example", "Lee", code="yongin", called="용인시")
    assert again.value.code is Exit.REFUSED


@pytest.mark.parametrize(("code", "kind"), [("Su won", "city"), ("suwon", "village")])
def test_a_wrong_word_leaves_an_empty_house_empty(code: str, kind: str) -> None:
    with pytest.raises(Ended) as wrong:
        unwrap(command.first)("kim@suwon.example", "Kim", code=code, called="수원시", kind=kind)
    assert wrong.value.code is Exit.USAGE
    assert not Jurisdiction.objects.exists()


@pytest.mark.parametrize("address", ["/", "/report/", "/report/other", "/chat/", "/places/", "/services/", "/track/"])
def test_residents_find_no_fault_in_an_empty_house(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 409)
    assert (answer.status_code == 200) is (address not in ("/report/other", "/chat/"))
    if answer.status_code == 409:
        assert "아직 열지 않았습니다" in answer.content.decode()


def test_an_unknown_role_is_answered_with_the_known_ones(province: Province) -> None:
    with pytest.raises(Ended, match=r"no role 'boss': choose one of administrator, counsellor"):
        unwrap(command.add)("kim@gyeonggi.example", "Kim", role="boss", department="x/y")
    assert not Staff.objects.filter(email="kim@gyeonggi.example").exists()


def test_an_unknown_department_makes_no_account(province: Province) -> None:
    with pytest.raises(Ended, match="no department 'x/y'"):
        unwrap(command.add)("kim@gyeonggi.example", "Kim", role="administrator", department="x/y")
    assert not Staff.objects.filter(email="kim@gyeonggi.example").exists()


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def listed(capsys: pytest.CaptureFixture[str], email: str) -> dict[str, Any]:
    unwrap(command.list_accounts)(as_json=True)
    return next(row for row in said(capsys) if row["email"] == email)


def path_of(department: Department) -> str:
    return f"{department.jurisdiction.code}/{department.code}"


def test_a_post_is_given_listed_and_ended(province: Province, jiwoo: Staff, capsys: pytest.CaptureFixture[str]) -> None:
    where = path_of(province.suwon_office)
    unwrap(command.post)(jiwoo.email, role="supervisor", department=where, as_json=True)
    assert said(capsys)["department"] == where
    held = listed(capsys, jiwoo.email)["posts"]
    assert ("supervisor", where) in [(post["role"], post["department"]) for post in held]

    unwrap(command.end_post)(jiwoo.email, role="supervisor", department=where, as_json=True)
    assert said(capsys)["until"]
    assert "supervisor" not in [post["role"] for post in listed(capsys, jiwoo.email)["posts"]]
    entries = AuditEntry.objects.order_by("n")
    assert [entry.verb for entry in entries] == ["role.added", "post.given", "post.ended"]
    assert {entry.by for entry in entries} == {None}


def test_a_post_of_days_runs_from_the_first_midnight_to_the_one_after_the_last(
    province: Province, jiwoo: Staff, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = datetime(2027, 1, 4), datetime(2027, 1, 5)
    where = path_of(province.suwon_office)
    unwrap(command.post)(jiwoo.email, role="supervisor", department=where, first=first, last=last, as_json=True)
    post = jiwoo.posts.get(role_id="supervisor")
    assert post.ends_at is not None
    assert localtime(post.starts_at).isoformat() == "2027-01-04T00:00:00+09:00"
    assert localtime(post.ends_at).isoformat() == "2027-01-06T00:00:00+09:00"


def test_the_same_post_twice_is_refused_in_a_sentence(province: Province, jiwoo: Staff) -> None:
    held = jiwoo.posts.get()
    assert held.place is not None
    with pytest.raises(Ended, match="has this role in this department") as refused:
        unwrap(command.post)(jiwoo.email, role=held.role_id, department=path_of(held.department), place=held.place.code)
    assert refused.value.code == Exit.REFUSED


def test_a_place_of_another_department_is_refused(province: Province, jiwoo: Staff) -> None:
    with pytest.raises(Ended, match="belongs to another department"):
        unwrap(command.post)(
            jiwoo.email, role="supervisor", department=path_of(province.suwon_office), place=province.station.code
        )


def test_a_post_that_nobody_holds_cannot_end(province: Province, jiwoo: Staff) -> None:
    with pytest.raises(Ended, match="has no post 'governor'") as refused:
        unwrap(command.end_post)(jiwoo.email, role="governor", department=path_of(province.suwon_office))
    assert refused.value.code == Exit.USAGE


def test_a_closed_account_signs_nobody_in_until_it_is_opened_again(
    jiwoo: Staff, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    client.force_login(jiwoo)
    unwrap(command.deactivate)(jiwoo.email.upper(), as_json=True)
    assert said(capsys) == {"email": jiwoo.email, "state": "closed"}
    assert client.get("/matters/").status_code == 302
    assert listed(capsys, jiwoo.email)["state"] == "closed"
    with pytest.raises(Ended, match="already deactivated") as refused:
        unwrap(command.deactivate)(jiwoo.email)
    assert refused.value.code == Exit.REFUSED
    unwrap(command.reactivate)(jiwoo.email, as_json=True)
    assert said(capsys)["state"] == "open"
    assert listed(capsys, jiwoo.email)["state"] == "open"


def test_a_lost_second_factor_is_forgotten_and_its_owner_told(jiwoo: Staff, capsys: pytest.CaptureFixture[str]) -> None:
    Authenticator.objects.create(user=jiwoo, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert listed(capsys, jiwoo.email)["second_factor"]
    unwrap(command.reset_second_factor)(jiwoo.email, as_json=True)
    assert said(capsys) == {"email": jiwoo.email, "second_factor": False}
    assert not listed(capsys, jiwoo.email)["second_factor"]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.details["removed"]) == ("account.factor_reset", None, ["totp"])
    tell_of_factor_reset(staff=str(jiwoo.pk))
    assert mail.outbox[-1].to == [jiwoo.email]
    with pytest.raises(Ended, match="no second factor"):
        unwrap(command.reset_second_factor)(jiwoo.email)


@pytest.mark.parametrize("act", [command.deactivate, command.reactivate, command.reset_second_factor, command.invite])
def test_nobody_is_nobody(province: Province, act: Callable[..., None]) -> None:
    with pytest.raises(Ended, match=r"no account 'nobody@here\.example'") as refused:
        unwrap(act)("nobody@here.example")
    assert refused.value.code == Exit.USAGE


def test_help_is_documentation() -> None:
    for act in ("add", "post", "end-post", "deactivate", "reactivate", "reset-second-factor", "list", "invite"):
        shown = CliRunner().invoke(command.app, [act, "--help"])
        assert shown.exit_code == 0
        assert "--json" in shown.output
