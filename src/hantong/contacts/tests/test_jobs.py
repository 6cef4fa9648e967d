"""The front door's jobs: a killed sender is followed by another, and no two send at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from threading import Event
from typing import Any, ClassVar

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from hantong.contacts import jobs
from hantong.contacts.actions import deliver, receive
from hantong.contacts.channel import Arrival, ChannelError, Outgoing, Receipt
from hantong.contacts.models import Message
from hantong.kit.ids import new_id
from hantong.project.cast import NOON

pytestmark = pytest.mark.usefixtures("transactional_db")
Make = Callable[..., Arrival]


@pytest.fixture
def message(arrival: Make) -> Message:
    case = receive(arrival=arrival(), at=NOON).case
    assert case is not None
    return Message.objects.create(
        key=f"{case.pk}:2:answered:{new_id()}",
        case=case,
        resident=case.resident,
        channel="web",
        recipient="han@example.org",
        subject="답변",
        body="메웠습니다.",
        created_at=NOON,
    )


class Outside:
    """A mail server that is as slow as a story wants, and counts."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.is_asked, self.may_answer = Event(), Event()
        self.may_answer.set()

    def __call__(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        self.is_asked.set()
        self.may_answer.wait(10)
        self.sent.append(outgoing.key)
        return Receipt(reference="<1@example.org>", at=at)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    server = Outside()
    monkeypatch.setattr("hantong.contacts.typed_channel.send_mail", server)
    yield server
    server.may_answer.set()


def in_a_thread(message: Message) -> None:
    try:
        deliver(message=message.pk, at=NOON)
    finally:
        connection.close()


def test_two_workers_send_one_message_once(message: Message, outside: Outside) -> None:
    outside.may_answer.clear()
    with ThreadPoolExecutor(2) as workers:
        first = workers.submit(in_a_thread, message)
        assert outside.is_asked.wait(10)
        workers.submit(in_a_thread, message).result(10)
        assert outside.sent == []
        outside.may_answer.set()
        first.result(10)
    assert outside.sent == [message.key]
    assert message.case.history.filter(kind="delivered").count() == 1


def test_a_worker_killed_while_sending_is_followed_by_another(message: Message, outside: Outside) -> None:
    """A killed process leaves `sending` behind, and its lock goes with its connection."""
    with pytest.raises(KeyboardInterrupt), pytest.MonkeyPatch.context() as patch:
        patch.setattr("hantong.contacts.typed_channel.send_mail", _killed)
        deliver(message=message.pk, at=NOON)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.SENDING, 1)
    deliver(message=message.pk, at=NOON)
    assert outside.sent == [message.key]


def _killed(outgoing: Outgoing, *, at: datetime) -> Receipt:
    raise KeyboardInterrupt


def test_the_job_comes_back_when_the_outside_failed_for_now(message: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(outgoing: Outgoing, *, at: datetime) -> Receipt:
        raise ChannelError("451 busy", permanent=False)

    monkeypatch.setattr("hantong.contacts.typed_channel.send_mail", busy)
    for _ in range(2):
        jobs.deliver(message=str(message.pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(scheduled_at) > now() FROM procrastinate_jobs WHERE task_name = 'deliver'")
        assert cursor.fetchone() == (1, True), "one job waits, however often it was asked for"


def test_a_message_whose_job_was_lost_is_taken_up(message: Message) -> None:
    jobs.deliver_forgotten(0)
    jobs.deliver_forgotten(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'message' = %s", [str(message.pk)])
        assert cursor.fetchone() == (1,)


class Line(BaseEmailBackend):
    """A line to a mail server that notes when it is opened, and breaks when it is to."""

    opened: ClassVar[int] = 0
    breaks_at: ClassVar[str] = ""
    carried: ClassVar[list[str]] = []
    is_open = False

    def open(self) -> bool:
        was_open, self.is_open = self.is_open, True
        Line.opened += not was_open
        return not was_open

    def close(self) -> None:
        self.is_open = False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for each in email_messages:
            if each.to == [Line.breaks_at]:
                raise SMTPServerDisconnected("gone")
            Line.carried.append(each.to[0])
        return len(email_messages)


@pytest.fixture
def line(settings: Any) -> type[Line]:
    settings.EMAIL_BACKEND = f"{__name__}.Line"
    Line.opened, Line.breaks_at, Line.carried = 0, "", []
    return Line


def waiting(message: Message, *recipients: str) -> list[Message]:
    """Let messages like this one wait, each with its job."""
    made = [
        Message.objects.create(
            key=f"{message.case_id}:{n}:answered:x", case=message.case, channel="web", recipient=recipient, body="답",
            created_at=NOON + timedelta(seconds=n),
        )
        for n, recipient in enumerate(recipients, 3)
    ]  # fmt: skip
    for each in made:
        jobs.deliver.configure(queueing_lock=f"deliver:{each.pk}").defer(message=str(each.pk))
    return made


def test_what_waits_goes_out_together_over_one_line(message: Message, line: type[Line]) -> None:
    waiting(message, "a@example.org", "b@example.org")
    jobs.deliver(message=str(message.pk))
    assert sorted(line.carried) == ["a@example.org", "b@example.org", "han@example.org"]
    assert line.opened == 1
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    assert not _jobs()


def test_where_the_line_breaks_the_next_message_gets_another(message: Message, line: type[Line]) -> None:
    broken, fine = waiting(message, "a@example.org", "b@example.org")
    line.breaks_at = "a@example.org"
    jobs.deliver(message=str(message.pk))
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.state, fine.state) == (Message.State.QUEUED, Message.State.SENT)
    assert line.opened == 2
    assert _jobs() == [(str(broken.pk), True)], "it is tried again later"


def test_whatever_breaks_with_one_message_does_not_hold_up_the_others(
    message: Message, line: type[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    strange, fine = waiting(message, "a@example.org", "b@example.org")
    strange.channel = "no such channel"
    strange.save(update_fields=["channel"])
    jobs.deliver(message=str(message.pk))
    fine.refresh_from_db()
    assert fine.state == Message.State.SENT
    assert _jobs() == [(str(strange.pk), True)]


def test_what_a_killed_sender_had_taken_along_comes_back(
    message: Message, line: type[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    (beside,) = waiting(message, "a@example.org")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("hantong.contacts.typed_channel.send_mail", _killed)
        jobs.deliver(message=str(message.pk))
    assert _jobs() == [(str(beside.pk), True)], "its job is due again after a while"
    jobs.deliver(message=str(beside.pk))
    assert line.carried == ["a@example.org"]


def _jobs() -> list[tuple[str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'message', scheduled_at > now() FROM procrastinate_jobs WHERE task_name = 'deliver'"
        )
        return list(cursor.fetchall())
