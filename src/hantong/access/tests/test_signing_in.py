"""Signing in: with a password and a second factor, throttled, announced, never signed up for."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from hantong.access.actions import add_account, change_account, deactivate_account, invite
from hantong.access.links import password_path
from hantong.access.models import Staff
from hantong.access.refusals import AddressTaken, AlreadyInactive, NotYourself
from hantong.access.session_end import ENDS
from hantong.project.cast import NOON, PASSWORD

WORK, START = "/matters/", "/start/"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/account/login/", {"login": email, "password": password}).status_code


def test_with_the_right_password_in_any_case_of_letters(jiwoo: Staff, client: Client) -> None:
    answer = client.post("/account/login/", {"login": "JiWoo@Example.org", "password": PASSWORD})
    assert answer["Location"] == START
    assert client.get(START)["Location"] == WORK


def test_the_page_is_whole_in_both_languages_without_a_sign_up(db: None, client: Client) -> None:
    korean = client.get("/account/login/").content.decode()
    english = client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    assert "계정은 관리자가 만듭니다" in korean
    assert "Accounts are made by your administrator" in english
    for page in (korean, english):
        assert "signup" not in page
        assert " style=" not in page
        assert "identity" not in page
    assert "No sign-up" in client.get("/account/signup/", headers={"accept-language": "en"}).content.decode()


def test_the_provider_is_offered_where_one_is_set_up(db: None, client: Client, settings: object) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {  # type: ignore[attr-defined]
        "openid_connect": {"APPS": [{"provider_id": "gg", "name": "경기 통합인증", "client_id": "x", "secret": "y"}]}
    }
    assert "경기 통합인증" in client.get("/account/login/").content.decode()


def test_guessing_a_password_is_stopped_with_a_clear_word(jiwoo: Staff, client: Client) -> None:
    cache.clear()
    for _ in range(5):
        assert sign_in(client, jiwoo.email, "wrong") == 200
    blocked = client.post("/account/login/", {"login": jiwoo.email, "password": PASSWORD})
    assert blocked.status_code == 200
    assert "너무" in blocked.content.decode()
    assert START not in blocked.get("Location", "")

    cache.clear()
    assert sign_in(client, jiwoo.email) == 302


def test_hammering_is_answered_with_429(db: None, client: Client) -> None:
    cache.clear()
    answers = [client.post("/account/login/", {"login": f"a{n}@example.org", "password": "x"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert "시도 횟수 초과" in answers[-1].content.decode()


def test_signing_in_costs_a_bounded_number_of_statements(
    jiwoo: Staff, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cache.clear()
    with django_assert_max_num_queries(45):
        sign_in(client, jiwoo.email)


def test_the_shared_cache_takes_one_statement_per_call(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        assert cache.add("a", [1.5], 60)
        assert not cache.add("a", [2.5], 60)
        assert cache.get("a") == [1.5]
        cache.set("a", {"b": 1}, 60)
        assert cache.delete("a")
        assert cache.get("a", "gone") == "gone"


def test_what_has_expired_is_gone_and_may_be_added_again(db: None) -> None:
    cache.set("a", 1, -1)
    assert cache.get("a") is None
    assert cache.add("a", 2, 60)
    assert cache.get("a") == 2


def test_a_session_ends_when_it_was_announced(jiwoo: Staff, client: Client, settings: object) -> None:
    sign_in(client, jiwoo.email)
    page = client.get("/account/password/change/").content.decode()
    left = re.search(r'hantong-session-ends-s" content="(\d+)"', page)
    assert left is not None
    assert 0 < int(left[1]) <= settings.SESSION_COOKIE_AGE  # type: ignore[attr-defined]

    session = client.session
    session[ENDS] = int((now() - timedelta(seconds=1)).timestamp())
    session.save()
    ended = client.get("/residents/", follow=True)
    assert ended.redirect_chain[0][0].startswith("/account/login/")
    assert "로그인 시간이 끝났습니다" in ended.content.decode()


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_a_second_factor_is_set_up_by_a_picture_and_asked_for_from_then_on(jiwoo: Staff, client: Client) -> None:
    sign_in(client, jiwoo.email)
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    text = page.content.decode()
    assert "data:image/svg+xml;base64," in text
    assert " style=" not in text
    secret = client.session["mfa.totp.secret"]
    assert secret in text
    client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    codes = client.get("/account/2fa/recovery-codes/").content.decode()
    assert "복구 코드" in codes
    assert "10개 중 10개" in codes

    other = Client()
    asked = other.post("/account/login/", {"login": jiwoo.email, "password": PASSWORD})
    assert asked["Location"].startswith("/account/2fa/authenticate/")
    assert other.get("/residents/").status_code == 302
    cache.clear()
    done = other.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    assert done["Location"] == START


def test_pages_of_the_account_open(jiwoo: Staff, client: Client) -> None:
    sign_in(client, jiwoo.email)
    assert client.get("/account/reauthenticate/").status_code == 200
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for page in ("2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "password/change/", "logout/"):
        answer = client.get(f"/account/{page}")
        assert answer.status_code == 200, page
        assert "<form" in answer.content.decode() or "tabs" in answer.content.decode()
    assert client.post("/account/logout/").status_code == 302
    assert client.get("/residents/").status_code == 302


def test_a_one_time_link_sets_the_first_password_once(admin: Staff, client: Client) -> None:
    staff = add_account(email="New@Example.org", name="새 직원", language="ko", by=admin, at=NOON)
    link = password_path(staff, invite(staff=staff, by=admin, at=NOON))

    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "a-quite-long-secret", "password2": "a-quite-long-secret"},
    )
    assert sign_in(Client(), "new@example.org", "a-quite-long-secret") == 302
    assert "password1" not in Client().get(link, follow=True).content.decode()


def test_a_forgotten_password_is_mailed_a_link_in_korean(jiwoo: Staff, client: Client) -> None:
    cache.clear()
    client.post("/account/password/reset/", {"email": jiwoo.email})
    client.post("/account/password/reset/", {"email": "nobody@example.org"})
    [message] = mail.outbox
    assert message.subject == "한통 비밀번호 설정"
    assert "http://127.0.0.1:8120/account/password/reset/key/" in message.body
    assert "한 번만" in message.body


def test_a_closed_account_signs_in_no_more_and_its_session_ends(admin: Staff, jiwoo: Staff, client: Client) -> None:
    sign_in(client, jiwoo.email)
    assert client.get("/residents/").status_code == 200
    deactivate_account(staff=jiwoo, by=admin, at=NOON)

    assert client.get("/residents/").status_code == 302
    assert client.post("/account/login/", {"login": jiwoo.email, "password": PASSWORD}).get("Location") != START
    with pytest.raises(AlreadyInactive):
        invite(staff=jiwoo, by=admin, at=NOON)


def test_accounts_keep_their_own_addresses_and_nobody_locks_themselves_out(admin: Staff, jiwoo: Staff) -> None:
    with pytest.raises(AddressTaken):
        add_account(email="JIWOO@example.org", name="x", language="ko", by=admin, at=NOON)
    with pytest.raises(AddressTaken):
        change_account(
            staff=jiwoo, email=admin.email, name="x", phone="", language="ko", languages=[], by=admin, at=NOON
        )
    with pytest.raises(NotYourself):
        deactivate_account(staff=admin, by=admin, at=NOON)
