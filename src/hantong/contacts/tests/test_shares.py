"""Two readers share what waits: all of one sender is one reader's, and long reading lets others have their turn."""

import pytest
from django.db import connection

from hantong.contacts import jobs
from hantong.contacts.actions.taking_in import claim
from hantong.contacts.models import RawArrival
from hantong.project.cast import NOON

pytestmark = pytest.mark.django_db


def arrived(sender: str, n: int) -> RawArrival:
    return RawArrival.objects.create(
        channel="email", key=f"{sender}{n}", sender=sender, arrived_at=NOON, size_bytes=1, content=b"x"
    )


def queued() -> list[tuple[str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lock, priority, (args->>'times')::int FROM procrastinate_jobs WHERE task_name = 'take_in_waiting' ORDER BY id"
        )
        return list(cursor.fetchall())


def test_every_arrival_is_in_one_share_with_all_of_its_sender() -> None:
    rows = [arrived(f"r{sender}@example.org", n) for sender in range(20) for n in range(2)]
    rows += [arrived("", n) for n in range(10)]
    shares = [set(claim(at=NOON, share=share)) for share in jobs.SHARES]
    assert not shares[0] & shares[1]
    assert shares[0] | shares[1] == {row.pk for row in rows}
    assert all(shares), "with twenty senders both readers have something to do"
    for first, second in zip(rows[:40:2], rows[1:40:2], strict=True):
        assert (first.pk in shares[0]) == (second.pk in shares[0])


def test_both_readers_are_woken_once_and_do_not_hold_up_one_another() -> None:
    jobs.wake_reader()
    jobs.wake_reader()
    assert queued() == [("take_in_waiting:0", 1, 0), ("take_in_waiting:1", 1, 0)]


def test_who_has_read_for_long_lets_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.contacts.jobs.actions.take_in_waiting", lambda **_: True)
    for times in range(4):
        jobs.take_in_waiting(share=0, times=times)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', lock = id::text WHERE status = 'todo'")
    assert [(priority, times) for _lock, priority, times in queued()] == [(1, 1), (0, 2), (1, 3), (1, 4)]


def test_nothing_left_wakes_nobody() -> None:
    jobs.take_in_waiting(share=0)
    assert queued() == []
