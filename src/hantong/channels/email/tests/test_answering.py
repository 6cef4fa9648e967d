"""Answers to mail stay in its thread: from our address, under what they answer, marked as ours."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from pytest_django.fixtures import Settings

from hantong.access.models import Staff
from hantong.cases.actions import answer
from hantong.cases.events import CaseAnswered
from hantong.channels.email.tests.conftest import OURS, Bring, mail_of
from hantong.contacts.actions import deliver
from hantong.contacts.mail import message_id
from hantong.contacts.models import Message
from hantong.contacts.notices import tell_answered
from hantong.contacts.tests.test_deliver import MailServer, server
from hantong.project.cast import NOON

__all__ = ["server"]


@pytest.fixture(autouse=True)
def _named(settings: Settings) -> Iterator[None]:
    settings.DEFAULT_FROM_EMAIL = "한통 <no-reply@gyeonggi.example>"
    yield


def answered(bring: Bring, by: Staff) -> tuple[Message, str]:
    case = bring(mail_of()).case
    assert case is not None
    case = answer(case=case, text="오늘 고치겠습니다.", by=by, at=NOON)
    tell_answered(CaseAnswered.of(case, text="오늘 고치겠습니다."))
    return Message.objects.get(key__contains=":answered:"), case.number


def test_an_answer_goes_into_the_residents_thread(bring: Bring, jiwoo: Staff, server: MailServer) -> None:
    message, _number = answered(bring, jiwoo)
    assert (message.channel, message.recipient) == ("email", "han@example.org")
    deliver(message=message.pk, at=NOON)
    (mail,) = server.accepted
    assert mail["In-Reply-To"] == "<first@example.org>"
    assert "<first@example.org>" in mail["References"]
    assert mail["Message-ID"] == message_id(message.key)
    assert mail["Reply-To"] == OURS
    assert OURS in mail["From"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_answer_to_our_answer_comes_back_to_the_same_matter(bring: Bring, jiwoo: Staff, server: MailServer) -> None:
    message, number = answered(bring, jiwoo)
    deliver(message=message.pk, at=NOON)
    (mail,) = server.accepted
    reply: EmailMessage = mail_of("고맙지만 아직입니다.", Message_ID="<2@x.org>", In_Reply_To=mail["Message-ID"])
    raw = bring(reply)
    assert raw.case is not None
    assert (raw.case.number, raw.reason) == (number, "joined")


def test_an_address_that_is_off_the_list_is_not_answered_from(bring: Bring, jiwoo: Staff, server: MailServer) -> None:
    from hantong.contacts.models import OwnAddress

    message, _number = answered(bring, jiwoo)
    OwnAddress.objects.update(is_active=False)
    deliver(message=message.pk, at=NOON)
    (mail,) = server.accepted
    assert mail["Reply-To"] is None
    assert "no-reply@gyeonggi.example" in mail["From"]
