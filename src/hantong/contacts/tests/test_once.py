"""A mail goes out once, whoever dies between the mail server's yes and the history of its matter."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from hantong.cases.models import Case
from hantong.contacts.actions import deliver, deliver_all, receive
from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.models import Message
from hantong.contacts.tests.test_deliver import MailServer, server
from hantong.kit.editions import turn
from hantong.kit.ids import new_id
from hantong.offices.directory import directory
from hantong.project.cast import NOON
from hantong.project.tests.test_live import address_of_test_database

__all__ = ["server"]
pytestmark = pytest.mark.usefixtures("transactional_db")
Make = Callable[..., Arrival]
STATEMENTS_OF_A_MAIL = 11  # four of them begin and end transactions
SENDS_ALL = """
import sys, django
django.setup()
from django.utils.timezone import now
from hantong.contacts.actions import deliver_all
deliver_all(messages=sys.argv[1:], clock=now)
"""


@pytest.fixture
def queued(arrival: Make) -> Callable[[int], list[Message]]:
    """Queue so many answers to Ms Han, the oldest first."""
    case = receive(arrival=arrival(), at=NOON).case
    assert case is not None

    def queue(count: int) -> list[Message]:
        return Message.objects.bulk_create(
            Message(
                key=f"{case.pk}:2:answered:{new_id()}", case=case, channel="web", recipient="han@example.org",
                subject="답변", body="메웠습니다.", created_at=NOON + timedelta(seconds=n),
            )
            for n in range(count)
        )  # fmt: skip

    return queue


def sender(messages: list[Message], mail: Settings) -> "subprocess.Popen[bytes]":
    """Send messages by a process of its own, through the mail server of this story."""
    here = {
        "HANTONG_DATABASE_URL": address_of_test_database(),
        "HANTONG_SMTP_HOST": mail.EMAIL_HOST,
        "HANTONG_SMTP_PORT": str(mail.EMAIL_PORT),
    }
    words = [sys.executable, "-c", SENDS_ALL, *(str(message.pk) for message in messages)]
    return subprocess.Popen(words, env={**os.environ, **here})


def until(is_so: Callable[[], object]) -> None:
    ends_s = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends_s
        time.sleep(0.02)


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return bool(cursor.fetchone()[0])


def test_a_sender_killed_after_the_yes_is_followed_by_one_that_sends_the_rest(
    queued: Callable[[int], list[Message]], server: MailServer, settings: Settings
) -> None:
    taken, other = messages = queued(2)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=taken.case_id)
        process = sender(messages, settings)
        until(somebody_waits_for_us)  # the mail is out, and its matter's history does not say so yet
        assert len(server.accepted) == 1
        process.kill()
        process.wait(10)
    until(lambda: not any(deliver(message=each.pk, at=NOON) for each in messages))
    assert [mail["Message-ID"] for mail in server.accepted] == list(
        Message.objects.order_by("created_at").values_list("reference", flat=True)
    )
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert other.case.history.filter(kind="delivered").count() == 2


def test_a_sender_killed_before_the_yes_is_followed_by_one_that_sends_it(
    queued: Callable[[int], list[Message]], server: MailServer, settings: Settings
) -> None:
    (message,) = queued(1)
    server.answers = ["451 not now"]
    process = sender([message], settings)
    until(lambda: not server.answers)
    process.kill()
    process.wait(10)
    until(lambda: deliver(message=message.pk, at=NOON) is None)
    assert len(server.accepted) == 1


def test_the_yes_is_written_down_though_the_database_goes_just_then(
    queued: Callable[[int], list[Message]], monkeypatch: pytest.MonkeyPatch
) -> None:
    message, other = queued(2)
    sent: list[str] = []

    def takes_it_and_the_database_goes(outgoing: Outgoing, *, at: object) -> Receipt:
        if not sent:
            _end_our_session()
        sent.append(outgoing.key)
        return Receipt(reference="<1@example.org>", at=NOON)

    monkeypatch.setattr("hantong.contacts.typed_channel.send_mail", takes_it_and_the_database_goes)
    with pytest.raises((OperationalError, InterfaceError)):
        deliver_all(messages=[message.pk, other.pk], clock=lambda: NOON)
    message.refresh_from_db()
    assert (message.state, message.is_taken) == ("sending", True)
    assert deliver_all(messages=[message.pk, other.pk], clock=lambda: NOON) == {}
    assert sent == [message.key, other.key]
    assert message.case.history.filter(kind="delivered").count() == 2


def _end_our_session() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()
    with psycopg.connect(address_of_test_database(), autocommit=True) as another:
        another.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])


def test_the_yes_is_the_first_statement_after_the_mail_and_costs_one(
    queued: Callable[[int], list[Message]], server: MailServer
) -> None:
    _what_is_asked_once, few, many = (statements(queued(count)) for count in (1, 2, 5))
    assert len(server.accepted) == 8
    asked, first, *_rest = few[few.index("COMMIT") + 1 :]
    assert asked.startswith('SELECT "contacts_rawarrival"'), "what it answers, asked before it is sent"
    assert first.startswith("UPDATE contacts_message SET sent_at")
    assert len(many) - len(few) <= 3 * STATEMENTS_OF_A_MAIL


def statements(messages: list[Message]) -> list[str]:
    """Give the statements of sending messages, what is asked once for all of them included."""
    with turn():
        directory()  # asks once which edition holds
        with CaptureQueriesContext(connection) as caught:
            deliver_all(messages=[each.pk for each in messages], clock=lambda: NOON)
    return [each["sql"].strip() for each in caught.captured_queries]
