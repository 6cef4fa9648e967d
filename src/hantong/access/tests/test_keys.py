"""Keys of machines: shown once, kept as a digest, narrower than their account."""

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from hantong.access.actions import deactivate_account, issue_key, revoke_key, rotate_key
from hantong.access.api_auth import FAILURES_ALLOWED, TooManyAttempts, key_of
from hantong.access.models import ApiKey, Staff
from hantong.access.refusals import KeyRevoked, NothingAllowed
from hantong.offices.api_auth import person_of_key
from hantong.project.cast import NOON, Province, employ


def shown(text: str, address: str = "192.0.2.1") -> WSGIRequest:
    return RequestFactory().get("/api/", headers={"authorization": f"Bearer {text}"}, REMOTE_ADDR=address)


def test_a_right_key_is_found_in_one_statement(
    admin: Staff, jiwoo: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issued = issue_key(staff=jiwoo, name="CTI", capabilities=["cases.see"], by=admin, at=NOON)

    with django_assert_num_queries(1):
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
    answer = client.post("/access/keys/new/", {"staff": str(jiwoo.pk), "name": "CTI", "capabilities": ["cases.see"]})
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
