"""Staff sign in by an identity provider that speaks OpenID Connect, and nobody does whom it did not vouch for."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from hantong.access.actions import change_account, deactivate_account
from hantong.access.models import AuditEntry, Staff
from hantong.access.session_end import ENDS
from hantong.access.tests.identity_provider import IdentityProvider, identity_provider, new_key
from hantong.project.cast import NOON, PASSWORD

LOGIN = "/account/oidc/gg/login/"
WORK = "/matters/"


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    with identity_provider() as one:
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [one.app]}}
        yield one


@pytest.fixture
def at_keyboard(provider: IdentityProvider, jiwoo: Staff) -> IdentityProvider:
    """Ji-woo, known to the provider by the address of her account."""
    provider.person = {"sub": "7", "email": jiwoo.email.upper(), "email_verified": True, "name": "Ji-woo"}
    return provider


def signed_in_by(client: Client, **more: str) -> Any:
    """Go where the button leads, through the provider and back; gives what the test client answers."""
    there = client.get(LOGIN, more)
    assert there.status_code == 302, there.content.decode()
    back = requests.get(there["Location"], allow_redirects=False, timeout=10).headers["Location"]
    address = urlsplit(back)
    return client.get(address.path, {name: values[0] for name, values in parse_qs(address.query).items()})


def is_signed_in(client: Client) -> bool:
    return client.get(WORK).status_code == 200


def test_the_button_leads_there_and_back_to_work(at_keyboard: IdentityProvider, jiwoo: Staff, client: Client) -> None:
    assert LOGIN in client.get("/account/login/").content.decode()
    assert signed_in_by(client)["Location"] == "/start/"
    assert is_signed_in(client)
    assert client.session[ENDS]
    jiwoo.refresh_from_db()
    assert jiwoo.check_password(PASSWORD), "the password still signs in"
    assert AuditEntry.objects.get().verb == "account.connected"


def test_later_the_provider_is_known_by_its_subject(
    at_keyboard: IdentityProvider, jiwoo: Staff, client: Client
) -> None:
    signed_in_by(client)
    client.post("/account/logout/")
    at_keyboard.person["email"] = "jiwoo.kim@elsewhere.example"
    signed_in_by(client)
    assert is_signed_in(client)
    assert SocialAccount.objects.get().user == jiwoo


def test_a_changed_address_parts_an_account_from_the_provider(
    at_keyboard: IdentityProvider, jiwoo: Staff, admin: Staff, client: Client
) -> None:
    signed_in_by(client)
    client.post("/account/logout/")
    change_account(
        staff=jiwoo,
        email="successor@example.org",
        name=jiwoo.name,
        phone="",
        language="ko",
        languages=["ko"],
        by=admin,
        at=NOON,
    )
    assert signed_in_by(client).status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "관리자에게 문의"), ("en", "no account here with this e-mail address")]
)
def test_somebody_unknown_reads_why(
    provider: IdentityProvider, jiwoo: Staff, client: Client, language: str, words: str
) -> None:
    provider.person = {"sub": "8", "email": "somebody@else.example", "email_verified": True}
    client.cookies["hantong_language"] = language
    page = signed_in_by(client)
    assert page.status_code == 403
    assert words in page.content.decode()
    assert not is_signed_in(client)
    assert Staff.objects.filter(email="somebody@else.example").count() == 0


@pytest.mark.parametrize("said", [False, None, "false"])
def test_an_address_that_the_provider_did_not_confirm_opens_nothing(
    at_keyboard: IdentityProvider, client: Client, said: object
) -> None:
    at_keyboard.person["email_verified"] = said
    assert signed_in_by(client).status_code == 403
    assert not is_signed_in(client)


def test_a_provider_without_that_word_can_be_trusted_with_its_own_domain(
    at_keyboard: IdentityProvider, client: Client, settings: Any
) -> None:
    del at_keyboard.person["email_verified"]
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = ["example.org"]
    signed_in_by(client)
    assert is_signed_in(client)


def test_a_deactivated_account_stays_closed(
    at_keyboard: IdentityProvider, jiwoo: Staff, admin: Staff, client: Client
) -> None:
    deactivate_account(staff=jiwoo, by=admin, at=NOON)
    client.cookies["hantong_language"] = "en"
    page = signed_in_by(client)
    assert page.status_code == 403
    assert "deactivated" in page.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_second_factor_that_is_set_up_here_is_asked_for_all_the_same(
    at_keyboard: IdentityProvider, jiwoo: Staff, client: Client
) -> None:
    Authenticator.objects.create(user=jiwoo, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    assert signed_in_by(client)["Location"].startswith("/account/2fa/authenticate/")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signs_with": new_key()},
        {"audience": "another programme"},
        {"lasts_s": -60},
        {"token_names": "somebody else"},
        {"gives_token": False},
    ],
    ids=["another key", "for another programme", "over", "about another person", "no token"],
)
def test_a_token_that_proves_nothing_signs_nobody_in(
    at_keyboard: IdentityProvider, client: Client, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(at_keyboard, name, value)
    client.cookies["hantong_language"] = "en"
    page = signed_in_by(client)
    assert "did not succeed" in page.content.decode()
    assert not is_signed_in(client)


def test_an_answer_that_nobody_asked_for_signs_nobody_in(at_keyboard: IdentityProvider, client: Client) -> None:
    there = Client().get(LOGIN)
    back = requests.get(there["Location"], allow_redirects=False, timeout=10).headers["Location"]
    client.cookies["hantong_language"] = "en"
    assert "did not succeed" in client.get(back.partition("testserver")[2]).content.decode()
    assert not is_signed_in(client)


def test_a_provider_that_is_away_is_a_page(at_keyboard: IdentityProvider, client: Client, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    client.cookies["hantong_language"] = "en"
    page = client.get(LOGIN)
    assert page.status_code == 502
    assert "cannot be reached" in page.content.decode()
    assert client.get("/account/oidc/nobody/login/").status_code == 404


def test_nobody_joins_another_identity_while_signed_in(
    at_keyboard: IdentityProvider, jiwoo: Staff, minseo: Staff, client: Client
) -> None:
    client.force_login(minseo)
    assert signed_in_by(client, process="connect").status_code == 403
    assert not SocialAccount.objects.exists()
