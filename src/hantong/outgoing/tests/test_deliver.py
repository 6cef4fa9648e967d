"""A message goes out until it is accepted: under one id, with longer and longer waits, and not for ever."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.afterwards.tests.doing import do_jobs
from hantong.cases.models import Alert
from hantong.outgoing.actions import forget_old, lines_to_send_on, send_again, send_due, start_webhook
from hantong.outgoing.backoff import GIVE_UP_AFTER, LONGEST_WAIT_S, wait_after
from hantong.outgoing.models import Attempt, Delivery, Line, Webhook
from hantong.outgoing.refusals import NothingToSendAgain, WebhookStopped
from hantong.outgoing.tests.conftest import Connect, Report, tell
from hantong.outgoing.tests.receivers import Receiver
from hantong.project.cast import Province, employ


def send(webhook: Webhook, *, at: datetime) -> datetime | None:
    return send_due(webhook=webhook.pk, clock=lambda: at, chance=lambda: 0.5)


def test_it_is_tried_again_under_the_same_id_until_it_is_accepted(
    partner: Receiver, connect: Connect, report: Report
) -> None:
    webhook = connect(kinds=["case.opened"])
    partner.answers = [500, 404, 200]
    report()
    tell()
    first = Delivery.objects.get()
    assert (first.state, first.attempts) == (Delivery.State.WAITING, 1)

    again_at = send(webhook, at=first.next_at + timedelta(minutes=1))
    assert again_at is not None
    send(webhook, at=again_at)

    assert [headers["webhook-id"] for headers, _ in partner.came] == [f"msg_{first.pk.hex}"] * 3
    assert len({body for _headers, body in partner.came}) == 1
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert list(Attempt.objects.order_by("n").values_list("n", "status")) == [(1, 500), (2, 404), (3, 200)]
    assert Line.objects.get().failing_since is None


def test_nobody_is_called_before_the_wait_is_over(partner: Receiver, connect: Connect, report: Report) -> None:
    webhook = connect(kinds=["case.opened"])
    partner.answers = [503]
    partner.headers = {"Retry-After": "120"}
    report()
    tell()
    line = Line.objects.get()
    assert line.rests_until is not None
    assert line.rests_until - now() > timedelta(seconds=100)
    send(webhook, at=now() + timedelta(seconds=60))
    assert len(partner.came) == 1
    assert list(lines_to_send_on(at=now())) == []
    assert list(lines_to_send_on(at=now() + timedelta(minutes=5))) == [webhook.pk]


def test_a_message_that_is_refused_does_not_hold_up_the_next(
    partner: Receiver, connect: Connect, report: Report
) -> None:
    connect(kinds=["case.opened"])
    partner.answers = [400, 200]
    report()
    report()
    tell()
    states = list(Delivery.objects.order_by("created_at").values_list("state", flat=True))
    assert states == [Delivery.State.WAITING, Delivery.State.SENT]


def test_410_stops_it_at_once_and_its_administrators_are_alarmed(
    province: Province, admin: Staff, partner: Receiver, connect: Connect, report: Report
) -> None:
    own = employ("Soo-jin", "administrator", province.suwon_office)
    employ("Min-ho", "administrator", province.uijeongbu_office)
    webhook = connect(kinds=["case.opened"])
    partner.answers = [410]
    report()
    tell()
    webhook.refresh_from_db()
    assert webhook.stopped == Webhook.Stopped.GONE
    assert Delivery.objects.get().state == Delivery.State.FAILED
    alerts = Alert.objects.filter(kind="webhook_stopped", is_alarm=True)
    assert set(alerts.values_list("staff", flat=True)) == {admin.pk, own.pk}

    report()
    tell()
    assert len(partner.came) == 1


def test_after_days_of_nothing_but_failures_it_is_stopped(partner: Receiver, connect: Connect, report: Report) -> None:
    webhook = connect(kinds=["case.opened"])
    partner.answers = [500]
    report()
    tell()
    began, at, tries = now(), now(), 1
    while not Webhook.objects.get().stopped:
        at = send(webhook, at=at) or at
        tries += 1
        assert tries < 60
    assert GIVE_UP_AFTER <= at - began < GIVE_UP_AFTER + timedelta(days=1)
    assert Delivery.objects.get().state == Delivery.State.FAILED
    assert Alert.objects.filter(kind="webhook_stopped").exists()
    assert 10 <= Attempt.objects.count() <= 40


def test_a_stopped_one_takes_up_what_was_on_its_way_when_it_is_started(
    admin: Staff, partner: Receiver, connect: Connect, report: Report
) -> None:
    webhook = connect(kinds=["case.opened"])
    partner.answers = [500, 200]
    report()
    tell()
    Webhook.objects.update(stopped=Webhook.Stopped.BY_HAND)
    [delivery] = Delivery.objects.all()
    with pytest.raises(WebhookStopped):
        send_again(delivery=delivery, by=admin, at=now())
    start_webhook(webhook=webhook, by=admin, at=now())
    send(webhook, at=now() + timedelta(seconds=1))
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_message_is_sent_again_by_hand_under_its_id(
    admin: Staff, partner: Receiver, connect: Connect, report: Report
) -> None:
    connect(kinds=["case.opened"])
    report()
    do_jobs("follow_up")
    with pytest.raises(NothingToSendAgain):
        send_again(delivery=Delivery.objects.get(), by=admin, at=now())
    tell()
    send_again(delivery=Delivery.objects.get(), by=admin, at=now())
    do_jobs("send_on_line")
    assert len(partner.came) == 2
    assert len({headers["webhook-id"] for headers, _ in partner.came}) == 1


def test_a_sender_that_died_lets_go_of_the_line(partner: Receiver, connect: Connect, report: Report) -> None:
    webhook = connect(kinds=["case.opened"])
    report()
    do_jobs("follow_up")
    at = now()
    Line.objects.update(taken_until=at + timedelta(seconds=50))
    assert send(webhook, at=at) == at + timedelta(seconds=2)
    assert partner.came == []
    send(webhook, at=at + timedelta(seconds=51))
    assert len(partner.came) == 1


def test_a_private_address_is_never_called_not_even_later(
    partner: Receiver, connect: Connect, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(kinds=["case.opened"])
    monkeypatch.delenv("HANTONG_PRIVATE_HOSTS")
    report()
    tell()
    assert partner.came == []
    assert Attempt.objects.get().trouble == "only https is called"


def test_a_redirect_is_not_followed(partner: Receiver, connect: Connect, report: Report) -> None:
    connect(kinds=["case.opened"])
    partner.answers, partner.headers = [302], {"Location": partner.url}
    report()
    tell()
    assert len(partner.came) == 1
    assert Attempt.objects.get().status == 302


def test_the_log_is_kept_a_month(partner: Receiver, connect: Connect, report: Report) -> None:
    connect(kinds=["case.opened"])
    report()
    tell()
    assert forget_old(at=now() + timedelta(days=29)) == 0
    assert forget_old(at=now() + timedelta(days=31)) > 0
    assert not Delivery.objects.exists()


def test_messages_of_one_line_take_a_constant_number_of_statements_each(
    partner: Receiver, connect: Connect, report: Report
) -> None:
    from django.test.utils import CaptureQueriesContext

    webhook = connect(kinds=["case.opened"])
    counts = []
    for reports in (1, 4):
        for _ in range(reports):
            report()
        do_jobs("follow_up")
        with CaptureQueriesContext(connection) as asked:
            send(webhook, at=now())
        counts.append(len(asked))
    assert (counts[1] - counts[0]) % 3 == 0
    assert (counts[1] - counts[0]) // 3 <= 12


@pytest.mark.parametrize(("attempts", "least_s", "most_s"), [(1, 8, 12), (3, 128, 192), (9, 34_560, 51_840)])
def test_waits_grow_fourfold_up_to_half_a_day(attempts: int, least_s: float, most_s: float) -> None:
    waits = [wait_after(attempts, chance=chance).total_seconds() for chance in (0, 0.5, 1)]
    assert waits == sorted(waits)
    assert least_s <= waits[0]
    assert waits[-1] <= most_s
    assert wait_after(1, chance=0.5, asked_s=10**9).total_seconds() == LONGEST_WAIT_S
