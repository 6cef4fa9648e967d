"""Mails that wait are read together, and none of them harms another."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hantong.cases.models import Case
from hantong.channels.email.reading import Mail, read_mail
from hantong.channels.email.tests.conftest import kept, mail_of
from hantong.contacts.actions import take_in_all, take_in_waiting
from hantong.contacts.actions.taking_in import claim
from hantong.contacts.models import Contact, OwnAddress, RawArrival
from hantong.kit.editions import turn
from hantong.people.models import Resident
from hantong.project.cast import NOON

State = RawArrival.State


def mailed(n: int, text: str = "가로등이 꺼졌습니다.", **headers: str) -> RawArrival:
    plain = {"From": f"r{n}@example.org", "Message_ID": f"<{n}@example.org>", "Subject": f"가로등 {n}"}
    raw = kept(mail_of(text, **{**plain, **headers}).as_bytes(), at=NOON + timedelta(seconds=n), return_path="")
    assert raw is not None
    return raw


def read_all() -> None:
    take_in_waiting(clock=lambda: NOON + timedelta(minutes=1), until=NOON + timedelta(hours=1))


def states() -> list[str]:
    return list(RawArrival.objects.order_by("arrived_at").values_list("state", flat=True))


def test_fifty_mails_of_strangers_cost_few_statements(addresses: OwnAddress) -> None:
    for n in range(50):
        mailed(n)
    with turn(), CaptureQueriesContext(connection) as queries:
        read_all()
    assert len(queries) <= 40, "\n".join(query["sql"][:200] for query in queries.captured_queries)
    assert Case.objects.count() == Resident.objects.count() == 50
    assert {raw.case_id for raw in RawArrival.objects.all()} == set(Case.objects.values_list("pk", flat=True))


def test_one_that_cannot_be_read_harms_no_other(addresses: OwnAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: bytes) -> Mail:
        if b"Subject: moon" in content:
            raise RuntimeError("the moon")
        return read_mail(content)

    monkeypatch.setattr("hantong.channels.email.actions.read_mail", broken)
    for n in range(7):
        mailed(n, **({"Subject": "moon"} if n == 4 else {}))
    read_all()
    assert states() == [State.DONE] * 4 + [State.FAILED] + [State.DONE] * 2
    assert Case.objects.count() == 6


def test_a_refused_one_harms_no_other(addresses: OwnAddress) -> None:
    mailed(1)
    mailed(2, From='"이름 없음" <broken@@example>')
    mailed(3)
    read_all()
    assert sorted(states()) == [State.DONE, State.DONE, State.HELD]


def test_whoever_goes_on_at_once_goes_on_in_the_same_matter(addresses: OwnAddress) -> None:
    mailed(1, From="han@example.org")
    mailed(2, "어제 쓴 것입니다.", From="han@example.org", In_Reply_To="<1@example.org>")
    mailed(3, From="kim@example.org")
    read_all()
    outcomes = Contact.objects.order_by("said_at", "recorded_at", "pk").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["joined", "opened", "opened"]
    assert Case.objects.count() == 2
    assert Resident.objects.count() == 2


def test_what_may_have_killed_its_reader_is_tried_alone(addresses: OwnAddress) -> None:
    rows = [mailed(n) for n in range(4)]
    assert claim(at=NOON) == [row.pk for row in rows]
    later = NOON + timedelta(minutes=6)
    assert claim(at=later) == [rows[0].pk]
    assert claim(at=later) == [rows[1].pk]


def test_large_ones_are_not_read_together(addresses: OwnAddress) -> None:
    small, large, other = mailed(1), mailed(2), mailed(3)
    RawArrival.objects.filter(pk=large.pk).update(size_bytes=20_000_000)
    assert claim(at=NOON + timedelta(minutes=1)) == [small.pk]
    assert claim(at=NOON + timedelta(minutes=1)) == [large.pk]
    assert claim(at=NOON + timedelta(minutes=1)) == [other.pk]


def test_what_is_settled_or_somebody_elses_is_left_out(addresses: OwnAddress) -> None:
    done, waiting = mailed(1), mailed(2)
    RawArrival.objects.filter(pk=done.pk).update(state=State.DONE)
    assert [raw.pk for raw in take_in_all(arrivals=[done.pk, waiting.pk], at=NOON)] == [waiting.pk]
    assert Case.objects.count() == 1
