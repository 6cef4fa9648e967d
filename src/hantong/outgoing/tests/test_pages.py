"""Administrators connect, test, change and stop webhooks on pages; each sees their own offices' only."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries
from standardwebhooks.webhooks import Webhook as Verifier

from hantong.access.models import AuditEntry, Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.outgoing.actions.webhooks import newest_secret
from hantong.outgoing.models import Delivery, Webhook
from hantong.outgoing.tests.conftest import Connect, Report, tell
from hantong.outgoing.tests.receivers import Receiver
from hantong.project.cast import Province, employ

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")


def entered(url: str, **more: object) -> dict[str, object]:
    return {"name": "복지 시스템", "url": url, "jurisdiction": "suwon", "kinds": ["case.opened"], **more}


@pytest.fixture
def soojin(province: Province, client: Client) -> Staff:
    """Give Soo-jin, Suwon's administrator, signed in."""
    staff = employ("Soo-jin", "administrator", province.suwon_office)
    client.force_login(staff)
    return staff


def test_the_secret_is_shown_once_and_verifies_what_comes(
    soojin: Staff, partner: Receiver, report: Report, client: Client
) -> None:
    answered = client.post("/webhooks/new", entered(partner.url))
    [secret] = SECRET.findall(answered.content.decode())
    webhook = Webhook.objects.get()
    assert "no-store" in answered["Cache-Control"]
    assert not SECRET.search(client.get(f"/webhooks/{webhook.pk}").content.decode())
    report()
    tell()
    [(headers, body)] = partner.came
    assert Verifier(secret).verify(body, headers)["type"] == "case.opened"

    again = client.post(f"/webhooks/{webhook.pk}/secret", {"overlap": "24"})
    assert SECRET.findall(again.content.decode()) != [secret]
    webhook.refresh_from_db()
    assert len(webhook.secret_ns(now())) == 2
    assert "webhook.secret_replaced" in AuditEntry.objects.values_list("verb", flat=True)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"url": "http://example.com/"}, 409),
        ({"url": "https://10.0.0.1/hook"}, 409),
        ({"kinds": []}, 422),
        ({"jurisdiction": "uijeongbu"}, 422),
        ({"department": "uijeongbu/front-office"}, 422),
        ({"name": ""}, 422),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    soojin: Staff, partner: Receiver, client: Client, wrong: dict[str, object], status: int
) -> None:
    answered = client.post("/webhooks/new", {**entered(partner.url), **wrong})
    assert answered.status_code == status
    assert 'aria-invalid="true"' in answered.content.decode()
    assert not Webhook.objects.exists()


def test_a_test_shows_its_answer_in_the_log_and_can_be_sent_again(
    soojin: Staff, partner: Receiver, connect: Connect, client: Client
) -> None:
    webhook = connect()
    partner.answers = [418, 204]
    page = client.post(f"/webhooks/{webhook.pk}/test", follow=True).content.decode()
    assert "hx-get" in page  # it looks again by itself
    do_jobs("send_on_line")
    assert "418" in client.get(f"/webhooks/{webhook.pk}").content.decode()
    [delivery] = Delivery.objects.all()
    message = f"/webhooks/{webhook.pk}/messages/{delivery.pk}"
    shown = client.get(message).content.decode()
    assert f"msg_{delivery.pk.hex}" in shown
    assert "heard" in shown
    client.post(f"{message}/retry")
    do_jobs("send_on_line")
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_it_is_changed_stopped_started_and_removed(
    soojin: Staff, partner: Receiver, connect: Connect, client: Client
) -> None:
    webhook = connect()
    assert client.get(f"/webhooks/{webhook.pk}/settings").status_code == 200
    client.post(f"/webhooks/{webhook.pk}/settings", entered(partner.url, name="새 이름"))
    webhook.refresh_from_db()
    assert (webhook.name, webhook.kinds) == ("새 이름", ["case.opened"])
    client.post(f"/webhooks/{webhook.pk}/stop")
    assert Webhook.objects.get().stopped == Webhook.Stopped.BY_HAND
    client.post(f"/webhooks/{webhook.pk}/start")
    assert Webhook.objects.get().is_active
    client.post(f"/webhooks/{webhook.pk}/removal")
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("page", ["", "/settings"])
def test_strangers_find_nothing_and_counsellors_may_not(
    province: Province, jiwoo: Staff, connect: Connect, client: Client, page: str
) -> None:
    address = f"/webhooks/{connect().pk}{page}"
    client.force_login(employ("Min-ho", "administrator", province.uijeongbu_office))
    assert client.get(address).status_code == 404
    assert "법률구조공단" not in client.get("/webhooks/").content.decode()
    client.force_login(jiwoo)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("act", ["secret", "test", "stop", "start", "removal"])
def test_writes_are_not_read(soojin: Staff, connect: Connect, client: Client, act: str) -> None:
    assert client.get(f"/webhooks/{connect().pk}/{act}").status_code == 405


def test_the_page_takes_as_many_statements_for_many_messages(
    soojin: Staff,
    connect: Connect,
    report: Report,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    webhook = connect(kinds=["case.opened"])
    for _ in range(6):
        report()
    tell()
    with django_assert_max_num_queries(16):
        page = client.get(f"/webhooks/{webhook.pk}").content.decode()
    assert page.count("case.opened") >= 6
    assert newest_secret(webhook) not in page
