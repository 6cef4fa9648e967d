"""The front door's jobs: a killed sender is followed by another, and no two send at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection

from hantong.contacts import jobs
from hantong.contacts.actions import deliver, receive
from hantong.contacts.channel import Arrival, ChannelError, Outgoing, Receipt
from hantong.contacts.models import Message
from hantong.kit.ids import new_id
from hantong.project.cast import NOON

Make = Callable[..., Arrival]


@pytest.fixture(autouse=True)
def _edition(transactional_db: None) -> Iterator[None]:
    """Put back the one row that emptying the tables takes away."""
    restore = "INSERT INTO kit_edition (id, value) VALUES (1, gen_random_uuid()) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(restore)
    yield
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(restore)


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
