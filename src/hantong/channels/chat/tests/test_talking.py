"""Every line is kept under its number before it is shown, once, whoever sends it how often."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from hantong.access.models import Staff
from hantong.channels.chat.actions import accept, end, say
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.queries import queue_for
from hantong.channels.chat.refusals import NotTheirs, TalkOver, TooFast, TooLong
from hantong.channels.chat.tests.conftest import Begun
from hantong.channels.chat.tokens import is_token, talk_token
from hantong.contacts.actions import NothingSaid
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province


def said(talk: Talk) -> list[tuple[int, str]]:
    return list(Line.objects.filter(talk=talk).order_by("n").values_list("n", "text"))


def test_a_talk_begins_with_its_first_words(begun: Begun, province: Province) -> None:
    talk = begun("I cannot get past the parked car, please help.", name="Han", language="en")
    talk.refresh_from_db()
    assert said(talk) == [(1, "I cannot get past the parked car, please help.")]
    assert (talk.state, talk.n, talk.language) == (Talk.State.WAITING, 1, "en")


def test_a_form_sent_twice_is_one_talk(begun: Begun) -> None:
    key = new_id()
    assert begun(id=key).pk == begun(id=key).pk == key
    assert Line.objects.count() == 1


def test_a_line_sent_twice_is_said_once(begun: Begun) -> None:
    talk, client = begun(), uuid4()
    first = say(talk=talk, text="두 번", client=client, by=None, at=NOON)
    again = say(talk=talk, text="두 번", client=client, by=None, at=NOON + timedelta(minutes=5))
    assert first.pk == again.pk
    assert [n for n, _text in said(talk)] == [1, 2]


def test_the_same_line_in_two_talks_is_two_lines(begun: Begun) -> None:
    client = uuid4()
    for talk in (begun(), begun()):
        say(talk=talk, text="같은 말", client=client, by=None, at=NOON)
    assert Line.objects.filter(text="같은 말").count() == 2


def test_numbers_that_identify_people_are_masked(begun: Begun) -> None:
    talk = begun("저는 900101-1234568 입니다")
    say(talk=talk, text="또 900101-1234568", client=None, by=None, at=NOON)
    assert not [text for _n, text in said(talk) if "1234568" in text]


def test_what_is_too_long_too_fast_or_nothing_is_refused(begun: Begun) -> None:
    talk = begun()
    with pytest.raises(TooLong):
        say(talk=talk, text="가" * 2001, client=None, by=None, at=NOON)
    with pytest.raises(NothingSaid):
        say(talk=talk, text=" \x00 ", client=None, by=None, at=NOON)
    for n in range(20):
        say(talk=talk, text=f"말 {n}", client=None, by=None, at=NOON)
    with pytest.raises(TooFast):
        say(talk=talk, text="더", client=None, by=None, at=NOON)
    say(talk=talk, text="잠시 뒤", client=None, by=None, at=NOON + timedelta(minutes=1))


def test_a_talk_has_an_end_to_its_length(begun: Begun) -> None:
    talk = begun()
    Talk.objects.filter(pk=talk.pk).update(letters=39_999)
    with pytest.raises(TooLong):
        say(talk=talk, text="둘둘", client=None, by=None, at=NOON)


def test_only_its_counsellor_speaks_for_us(begun: Begun, there: Staff, minseo: Staff) -> None:
    talk = accept(talk=begun(), by=there, at=NOON)
    say(talk=talk, text="안녕하세요", client=None, by=there, at=NOON)
    with pytest.raises(NotTheirs):
        say(talk=talk, text="저도요", client=None, by=minseo, at=NOON)


def test_nothing_is_added_to_what_is_over(begun: Begun, there: Staff) -> None:
    talk = begun()
    end(talk=talk, ended_by=Talk.EndedBy.RESIDENT, by=None, at=NOON)
    with pytest.raises(TalkOver):
        say(talk=talk, text="아직", client=None, by=None, at=NOON)


def test_the_queue_is_counted_where_one_stands(begun: Begun, there: Staff, province: Province) -> None:
    first, second = begun(), begun(at=NOON + timedelta(seconds=5))
    for place, talk in enumerate((first, second), 1):
        queue = queue_for(talk.jurisdiction_id, before=talk.started_at, at=NOON + timedelta(seconds=9))
        assert (queue.position, queue.counsellors, queue.seats, queue.busy) == (place, 1, 2, 0)
    accept(talk=first, by=there, at=NOON)
    queue = queue_for(second.jurisdiction_id, before=second.started_at, at=NOON + timedelta(seconds=9))
    assert (queue.position, queue.busy) == (1, 1)
    gone = queue_for(second.jurisdiction_id, before=second.started_at, at=NOON + timedelta(minutes=3))
    assert gone.counsellors == 0


def test_a_secret_opens_its_own_talk_only() -> None:
    one, other = new_id(), new_id()
    token = talk_token(one, secret=settings.SECRET_KEY)
    assert len(token) == 27
    assert is_token(token, one, secret=settings.SECRET_KEY)
    assert not is_token(token, other, secret=settings.SECRET_KEY)
    assert not is_token("틀림", one, secret=settings.SECRET_KEY)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_and_double_nothing(begun: Begun) -> None:
    talk = begun()
    clients = [uuid4() for _ in range(6)]

    def write() -> None:
        for client in clients:
            say(talk=talk, text=str(client), client=client, by=None, at=NOON)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [n for n, _text in said(talk)] == list(range(1, 8))
    assert {text for _n, text in said(talk)[1:]} == {str(client) for client in clients}
