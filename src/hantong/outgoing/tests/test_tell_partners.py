"""A partner's system is told what happens: signed as Standard Webhooks, once per event, without personal data."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.actions import Ending, Packet, accept, answer, close, hand_over, reopen, take
from hantong.cases.models import Case
from hantong.kit.editions import turn
from hantong.outgoing.actions import replace_secret, send_test
from hantong.outgoing.actions.webhooks import newest_secret
from hantong.outgoing.models import Delivery
from hantong.outgoing.tests.conftest import Connect, Report, tell
from hantong.outgoing.tests.receivers import Receiver
from hantong.project.cast import Province, employ


def bodies(partner: Receiver) -> list[dict[str, object]]:
    return [json.loads(body) for _headers, body in partner.came]


def test_every_step_of_a_matter_arrives_in_order_and_verifies(
    province: Province, partner: Receiver, connect: Connect, report: Report
) -> None:
    webhook = connect()
    hyunwoo = employ("Hyun-woo", "official", province.suwon_parking)
    case = report()
    case = take(case=case, by=hyunwoo, unit=province.suwon_parking.pk, at=now())
    answer(case=case, text="곧 나갑니다, 한영숙 님", by=hyunwoo, at=now())
    offer = hand_over(case=case, to_unit=province.suwon_office.pk, packet=Packet(said="차"), by=hyunwoo, at=now())
    accept(offer=offer, by=employ("So-yeon", "official", province.suwon_office), at=now())
    tell()
    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="견인했습니다"), by=hyunwoo, at=now())
    reopen(case=case, reason="다시 왔어요", by=None, at=now())
    tell()

    assert [each["type"] for each in bodies(partner)] == [
        "case.opened", "contact.received", "case.answered", "hand_over.offered", "hand_over.settled",
        "case.closed", "case.reopened",
    ]  # fmt: skip
    verifier = Verifier(newest_secret(webhook))
    for headers, body in partner.came:
        assert verifier.verify(body, headers)["data"]
    assert len({headers["webhook-id"] for headers, _ in partner.came}) == 7
    settled = bodies(partner)[4]["data"]
    assert isinstance(settled, dict)
    assert settled["hand_over"] == {"outcome": "accepted", "to_unit": "suwon/front-office"}
    assert settled["holder_unit"] == "suwon/front-office"
    said = b"".join(body for _headers, body in partner.came).decode()
    for personal in ("한영숙", "집 앞", "견인", "나갑니다", "031-234", "8231234"):
        assert personal not in said


def test_a_changed_body_does_not_verify(partner: Receiver, connect: Connect, report: Report) -> None:
    webhook = connect(kinds=["case.opened"])
    report()
    tell()
    [(headers, body)] = partner.came
    with pytest.raises(WebhookVerificationError):
        Verifier(newest_secret(webhook)).verify(body.replace(b"open", b"shut"), headers)


def test_both_secrets_sign_while_they_overlap(
    admin: Staff, partner: Receiver, connect: Connect, report: Report
) -> None:
    webhook = connect(kinds=["case.opened"])
    old = newest_secret(webhook)
    webhook = replace_secret(webhook=webhook, overlap=timedelta(hours=1), by=admin, at=now())
    new = newest_secret(webhook)
    report()
    tell()
    [(headers, body)] = partner.came
    assert old != new
    assert Verifier(old).verify(body, headers) == Verifier(new).verify(body, headers)

    replace_secret(webhook=webhook, overlap=timedelta(0), by=admin, at=now())
    report()
    tell()
    headers, body = partner.came[-1]
    with pytest.raises(WebhookVerificationError):
        Verifier(new).verify(body, headers)


def test_the_same_event_told_twice_is_one_message(partner: Receiver, connect: Connect, report: Report) -> None:
    connect(kinds=["case.opened"])
    report()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
            " SELECT queue_name, task_name, args FROM procrastinate_jobs WHERE task_name = 'follow_up'"
        )
    tell()
    tell()
    assert len(partner.came) == 1


def test_what_did_not_happen_is_not_told(partner: Receiver, connect: Connect, report: Report) -> None:
    connect(kinds=["case.opened"])

    def undone() -> None:
        with transaction.atomic():
            report()
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        undone()
    tell()
    assert partner.came == []


def test_an_endpoint_hears_of_its_own_offices_only(
    province: Province, partner: Receiver, connect: Connect, report: Report
) -> None:
    connect(jurisdiction=province.uijeongbu.pk, kinds=["case.opened", "hand_over.offered"])
    case = report()
    tell()
    assert partner.came == []

    hyunwoo = employ("Hyun-woo", "official", province.suwon_parking)
    hand_over(case=case, to_unit=province.uijeongbu_office.pk, packet=Packet(said="차"), by=hyunwoo, at=now())
    tell()
    assert [each["type"] for each in bodies(partner)] == ["hand_over.offered"]


def test_a_partner_institution_hears_of_its_own_department_only(
    province: Province, partner: Receiver, connect: Connect, report: Report
) -> None:
    connect(department=province.suwon_office.pk, kinds=["case.opened", "hand_over.offered"])
    case = report()
    tell()
    assert partner.came == []
    hyunwoo = employ("Hyun-woo", "official", province.suwon_parking)
    hand_over(case=case, to_unit=province.suwon_office.pk, packet=Packet(said="차"), by=hyunwoo, at=now())
    tell()
    assert [each["type"] for each in bodies(partner)] == ["hand_over.offered"]


def test_a_test_message_tells_of_nothing(admin: Staff, partner: Receiver, connect: Connect) -> None:
    webhook = connect()
    send_test(webhook=webhook, by=admin, at=now())
    do_jobs("send_on_line")
    [(headers, body)] = partner.came
    told = Verifier(newest_secret(webhook)).verify(body, headers)
    assert told["type"] == "webhook.test"
    assert datetime.fromisoformat(told["timestamp"]).tzinfo is not None
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_where_nobody_listens_no_job_is_stored(province: Province, report: Report) -> None:
    report()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'steps' LIKE '%tell_partners%'")
        assert cursor.fetchone() == (0,)


def test_a_listener_costs_the_resident_no_statement(connect: Connect, report: Report) -> None:
    with turn():
        report()
        with CaptureQueriesContext(connection) as before:
            report()
    connect(kinds=["case.opened"])
    with turn():
        report()
        with CaptureQueriesContext(connection) as after:
            report()
    assert len(after) == len(before)
