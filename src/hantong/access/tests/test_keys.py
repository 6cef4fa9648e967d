"""Keys of machines: shown once, kept as a digest, narrower than their account."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from hantong.access.actions import deactivate_account, issue_key, revoke_key, rotate_key
from hantong.access.api_auth import FAILURES_ALLOWED, TooManyAttempts, key_of
from hantong.access.key_use import TooManyRequests
from hantong.access.models import ApiKey, Staff
from hantong.access.refusals import AlreadyOver, KeyRevoked, NothingAllowed
from hantong.offices.api_auth import person_of_key
from hantong.project.cast import NOON, Province, employ


def shown(text: str, address: str = "192.0.2.1") -> WSGIRequest:
    return RequestFactory().get("/api/", headers={"authorization": f"Bearer {text}"}, REMOTE_ADDR=address)


def test_a_right_key_is_found_in_one_statement_and_counted_in_another(
    admin: Staff, jiwoo: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)
    assert key_of(shown(issued.secret.text)) == issued.key  # once in five minutes its use is noted too

    with django_assert_num_queries(2):
        found = key_of(shown(issued.secret.text))

    assert found == issued.key
    assert issued.secret.secret not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize("change", ["x{}", "{}x", "", "short.x", "{}.{}"])
def test_anything_else_opens_nothing(admin: Staff, jiwoo: Staff, change: str) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)
    assert key_of(shown(change.format(issued.secret.text, issued.secret.secret))) is None


def test_a_key_is_narrower_than_its_account(admin: Staff, jiwoo: Staff) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see", "reports.see"], by=admin, at=NOON)

    person = person_of_key(issued.key, at=NOON)

    assert person.can("cases.see")
    assert not person.can("people.see")
    assert not person.can("reports.see")  # the account itself may not


def test_a_replaced_a_revoked_and_a_closed_accounts_key_open_nothing(admin: Staff, jiwoo: Staff) -> None:
    first = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)
    second = rotate_key(key=first.key, by=admin, at=NOON)
    assert key_of(shown(first.secret.text)) is None
    assert key_of(shown(second.secret.text)) == second.key

    deactivate_account(staff=jiwoo, by=admin, at=NOON)
    assert key_of(shown(second.secret.text)) is None
    with pytest.raises(KeyRevoked):
        revoke_key(key=first.key, by=admin, at=NOON)


def test_a_key_without_a_purpose_is_refused(admin: Staff, jiwoo: Staff) -> None:
    with pytest.raises(NothingAllowed):
        issue_key(staff=jiwoo, name="CTI", capabilities=[], by=admin, at=NOON)


def test_guessing_is_stopped_but_a_right_key_still_opens(admin: Staff, jiwoo: Staff) -> None:
    cache.clear()
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)
    for _ in range(FAILURES_ALLOWED):
        assert key_of(shown("aaaaaaaaaa.b")) is None

    with pytest.raises(TooManyAttempts):
        key_of(shown("aaaaaaaaaa.b"))
    assert key_of(shown("aaaaaaaaaa.b", address="192.0.2.2")) is None
    assert key_of(shown(issued.secret.text)) == issued.key


def test_page_shows_the_secret_once(admin: Staff, jiwoo: Staff, client: Client) -> None:
    client.force_login(admin)
    answer = client.post(
        "/access/keys/new/",
        {"staff": str(jiwoo.pk), "name": "CTI", "capabilities": ["cases.see"], "most_per_min": "600"},
    )
    key = ApiKey.objects.get()

    assert key.prefix.encode() + b"." in answer.content
    assert "no-store" in answer["Cache-Control"]
    listed = client.get("/access/keys/").content
    assert key.prefix.encode() in listed
    assert key.prefix.encode() + b"." not in listed


def test_a_citys_administrator_reaches_no_key_of_the_province(
    province: Province, admin: Staff, jiwoo: Staff, client: Client
) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)
    client.force_login(employ("Soo-jin", "administrator", province.uijeongbu_office))

    assert issued.key.prefix.encode() not in client.get("/access/keys/").content
    assert client.post(f"/access/keys/{issued.key.pk}/revocation/").status_code == 404
    assert client.post(f"/access/keys/{issued.key.pk}/rotation/").status_code == 404


def test_a_replaced_key_opens_for_as_long_as_was_said(admin: Staff, jiwoo: Staff) -> None:
    at = now()
    first = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=at, most_per_min=7)
    second = rotate_key(key=first.key, by=admin, at=at, overlap=timedelta(hours=1))
    assert key_of(shown(first.secret.text)) == first.key
    assert key_of(shown(second.secret.text)) == second.key
    assert (second.key.most_per_min, second.key.expires_at) == (7, None)

    ApiKey.objects.filter(pk=first.key.pk).update(expires_at=at - timedelta(seconds=1))
    assert key_of(shown(first.secret.text)) is None


def test_an_overlap_does_not_lengthen_a_life(admin: Staff, jiwoo: Staff) -> None:
    at = now()
    ends_at = at + timedelta(minutes=5)
    first = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=at, expires_at=ends_at)
    rotate_key(key=first.key, by=admin, at=at, overlap=timedelta(days=1))
    assert ApiKey.objects.get(pk=first.key.pk).expires_at == ends_at
    with pytest.raises(AlreadyOver):
        issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=at, expires_at=at)


def test_a_key_that_asks_too_often_is_told_when_to_come_back(admin: Staff, client: Client) -> None:
    issued = issue_key(staff=admin, name="busy", capabilities=["cases.see"], by=admin, at=NOON, most_per_min=3)
    headers = {"authorization": f"Bearer {issued.secret.text}"}
    answers = [client.get("/api/v1/cases", headers=headers) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3]["Content-Type"] == "application/problem+json"
    assert answers[3].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[3]["Retry-After"]) <= 20
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_key_use SET free_at = free_at - interval '20 seconds'")
    assert client.get("/api/v1/cases", headers=headers).status_code == 200


def test_another_key_is_not_slowed_down(admin: Staff, jiwoo: Staff) -> None:
    busy, calm = (
        issue_key(staff=jiwoo, name=name, capabilities=["cases.see"], by=admin, at=NOON, most_per_min=1)
        for name in ("busy", "calm")
    )
    key_of(shown(busy.secret.text))
    with pytest.raises(TooManyRequests):
        key_of(shown(busy.secret.text))
    assert key_of(shown(calm.secret.text)) == calm.key


def test_the_list_says_where_a_key_reaches_and_when_it_was_used(admin: Staff, jiwoo: Staff, client: Client) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON, most_per_min=77)
    client.force_login(admin)
    before = client.get("/access/keys/").content.decode()
    assert "경기도" in before
    assert "77" in before
    assert "사용 안 함" in before
    key_of(shown(issued.secret.text))
    assert "사용 안 함" not in client.get("/access/keys/").content.decode()


def test_the_page_asks_for_the_overlap_and_the_end(admin: Staff, jiwoo: Staff, client: Client) -> None:
    client.force_login(admin)
    form = {"staff": str(jiwoo.pk), "name": "CTI", "capabilities": ["cases.see"], "most_per_min": "60"}
    assert client.post("/access/keys/new/", {**form, "expires_on": "2020-01-01"}).status_code == 422
    assert client.post("/access/keys/new/", {**form, "expires_on": "2099-01-01"}).status_code == 200
    key = ApiKey.objects.get()
    page = client.post(f"/access/keys/{key.pk}/rotation/", {"overlap": "24"}).content.decode()
    key.refresh_from_db()
    assert not key.is_revoked
    assert key.expires_at is not None
    assert key.expires_at < now() + timedelta(days=2)
    assert key.prefix in page
