"""A message goes out once, through a real mail server that accepts, hesitates, refuses or is not there."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from pytest_django.fixtures import Settings

from hantong.cases.models import Alert, Case, History
from hantong.contacts.actions import deliver, queue_message, receive
from hantong.contacts.channel import Arrival
from hantong.contacts.mail import message_id
from hantong.contacts.models import Message
from hantong.kit.ids import new_id
from hantong.project.cast import NOON

Make = Callable[..., Arrival]


class MailServer:
    """A mail server that answers what a story wants and keeps what it accepted."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.accepted: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer.startswith("2"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.accepted.append(message_from_bytes(content, policy=policy.default))
        return answer


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """Give a mail server on loopback, and have mail sent through it."""
    kept = MailServer()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
    yield kept
    controller.stop()


@pytest.fixture
def case(arrival: Make) -> Case:
    opened = receive(arrival=arrival(), at=NOON).case
    assert opened is not None
    return opened


@pytest.fixture
def message(case: Case) -> Message:
    """Give a queued answer to Ms Han."""
    row = Message(
        key=f"{case.pk}:2:answered:{new_id()}",
        case=case,
        resident=case.resident,
        channel="web",
        recipient="han@example.org",
        subject="[답변] 보도에 파인 곳",
        body="오늘 메우겠습니다.\n\nhttps://example.org/track/1/2",
        created_at=NOON,
    )
    assert queue_message(message=row)
    return row


def kinds(case: Case) -> list[str]:
    return list(case.history.order_by("n").values_list("kind", flat=True))


def test_arrives_in_korean_as_text_and_html(server: MailServer, message: Message) -> None:
    assert deliver(message=message.pk, at=NOON) is None
    (mail,) = server.accepted
    assert mail["Subject"] == "[답변] 보도에 파인 곳"
    assert mail["To"] == "han@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == message_id(message.key)
    text, html = (mail.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "오늘 메우겠습니다." in text.get_content()
    assert 'href="https://example.org/track/1/2"' in html.get_content()
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (Message.State.SENT, NOON)
    assert kinds(message.case)[-1] == History.Kind.DELIVERED


def test_is_not_sent_a_second_time(server: MailServer, message: Message) -> None:
    for _ in range(3):
        deliver(message=message.pk, at=NOON)
    assert len(server.accepted) == 1
    assert kinds(message.case).count(History.Kind.DELIVERED) == 1


def test_is_tried_again_after_a_passing_refusal(server: MailServer, message: Message) -> None:
    server.answers = ["451 come back later", "451 still busy"]
    first = deliver(message=message.pk, at=NOON)
    assert first is not None
    assert first > NOON
    second = deliver(message=message.pk, at=first)
    assert second is not None
    assert second - first > first - NOON
    message.refresh_from_db()
    assert (message.state, message.trouble) == (Message.State.QUEUED, "451 come back later") or message.trouble
    assert deliver(message=message.pk, at=second) is None
    assert len(server.accepted) == 1


def test_a_lasting_refusal_alarms_whoever_answers_for_the_matter(server: MailServer, message: Message) -> None:
    server.answers = ["550 no such mailbox"]
    assert deliver(message=message.pk, at=NOON) is None
    message.refresh_from_db()
    assert (message.state, message.trouble) == (Message.State.FAILED, "550 no such mailbox")
    assert kinds(message.case)[-1] == History.Kind.UNDELIVERED
    alarm = Alert.objects.get(case=message.case, kind="undelivered")
    assert alarm.is_alarm
    assert alarm.unit_id == message.case.owner_unit_id
    assert list(Message.objects.to_tell_by_voice()) == [message]


def test_an_unreachable_server_is_a_passing_trouble(message: Message, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert deliver(message=message.pk, at=NOON) is not None
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    assert "ConnectionRefused" in message.trouble


def test_a_server_that_says_nothing_is_a_passing_trouble(
    message: Message, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        raise TimeoutError("timed out")

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(smtplib.SMTP, "connect", slow)
    assert deliver(message=message.pk, at=NOON) is not None


def test_ten_passing_troubles_are_a_lasting_one(server: MailServer, message: Message) -> None:
    server.answers = ["451 busy"] * 10
    at = NOON
    for _ in range(9):
        again_at = deliver(message=message.pk, at=at)
        assert again_at is not None
        at = again_at
    assert deliver(message=message.pk, at=at) is None
    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert at - NOON > timedelta(hours=1)


def test_a_sender_killed_after_claiming_is_followed_by_another(server: MailServer, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING, attempts=1)
    deliver(message=message.pk, at=NOON)
    assert len(server.accepted) == 1


def test_a_header_cannot_be_smuggled_in(server: MailServer, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(subject="Hello\nBcc: all@example.org")
    deliver(message=message.pk, at=NOON)
    (mail,) = server.accepted
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: all@example.org"
