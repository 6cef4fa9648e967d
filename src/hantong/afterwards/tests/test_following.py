"""What follows from a transaction is done once: with what waits beside it, alone when it fails, again when it was killed."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Event as Signal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from hantong.afterwards.tests.doing import do, do_jobs, fetched, run
from hantong.kit.events import Event, Listener, announce
from hantong.project.cast import NOON

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """A bell rang so many times."""

    times: int


class Trouble:
    """What keeps the second listener from its work, if anything does."""

    now: BaseException | None = None
    at_the_second_ring: Signal | None = None


def first(event: Rang) -> None:
    if event.times == 2 and Trouble.at_the_second_ring is not None:
        Trouble.at_the_second_ring.set()
    rows("INSERT INTO heard VALUES ('first', %s)", event.times)


def second(event: Rang) -> None:
    rows("INSERT INTO heard VALUES ('second', %s)", event.times)
    if Trouble.now is not None:
        raise Trouble.now


def third(event: Rang) -> None:
    rows("UPDATE bell SET rung = rung + 1 WHERE id = %s", event.times)


WIRING: Mapping[type[Event], tuple[Listener, ...]] = {Rang: (first, second, third)}


def rows(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture(autouse=True)
def _bells(settings: Any) -> Iterator[None]:
    settings.HANTONG_WIRING = f"{__name__}.WIRING"
    Trouble.now = Trouble.at_the_second_ring = None
    rows("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    rows("CREATE TABLE heard (who text, times int)")
    rows("CREATE TABLE bell AS SELECT id, 0 AS rung FROM generate_series(1, 50) id")
    yield
    rows("DROP TABLE heard, bell")


def ring(*times: int) -> None:
    with transaction.atomic():
        announce(*(Rang(at=NOON, times=n) for n in times))


def heard() -> list[tuple[str, int]]:
    return rows("SELECT who, times FROM heard ORDER BY times, who")


def rung() -> int:
    return int(rows("SELECT sum(rung) FROM bell")[0][0])


def jobs() -> list[str]:
    return [name for (name,) in rows("SELECT task_name FROM procrastinate_jobs ORDER BY id")]


def test_one_transaction_is_one_job_and_every_listener_hears_each_event_once() -> None:
    ring(1, 2)
    assert jobs() == ["follow_up"]
    do_jobs()
    assert heard() == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]
    assert (rung(), jobs()) == (2, [])


def test_what_did_not_happen_is_not_followed() -> None:
    with pytest.raises(ArithmeticError), transaction.atomic():
        ring(1)
        raise ArithmeticError
    assert jobs() == []


def test_what_waits_beside_is_done_in_the_same_transaction() -> None:
    for n in range(1, 11):
        ring(n)
    with CaptureQueriesContext(connection) as asked:
        fetches = do_jobs()
    assert fetches == 1
    assert (len(heard()), rung(), jobs()) == (20, 10, [])
    assert len([each for each in asked if "procrastinate" in each["sql"]]) <= 12


def test_a_listener_that_fails_is_called_again_alone_and_holds_up_nobody() -> None:
    ring(1)
    ring(2)
    Trouble.now = ValueError("the second is deaf today")
    do_jobs()
    assert heard() == [("first", 1), ("first", 2)], "what it did before it failed is undone"
    assert (rung(), jobs()) == (2, ["follow_alone", "follow_alone"])
    Trouble.now = None
    do_jobs(ahead=LATER)
    assert heard() == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]
    assert (rung(), jobs()) == (2, [])


def test_a_listener_that_fails_again_stays_in_the_queue() -> None:
    ring(1)
    Trouble.now = ValueError("deaf")
    do_jobs()
    with pytest.raises(ValueError, match="deaf"):
        do_jobs(ahead=LATER)
    assert jobs() == ["follow_alone"]
    assert heard() == [("first", 1)]


def test_a_process_killed_between_listeners_leaves_everything_as_it_was() -> None:
    ring(1)
    ring(2)
    Trouble.now = KeyboardInterrupt()
    job = fetched(by=now())
    assert job is not None
    with pytest.raises(KeyboardInterrupt):
        do(job)
    assert (heard(), rung(), jobs()) == ([], 0, ["follow_up", "follow_up"])
    Trouble.now = None
    do(job, attempts=1)
    assert heard() == [("first", 1), ("second", 1)], "what killed somebody takes no others along"
    do_jobs()
    assert heard() == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]


def test_a_process_killed_before_it_could_say_that_it_was_done_does_nothing_twice() -> None:
    ring(1)
    job = fetched(by=now())
    assert job is not None
    run(job)
    assert jobs() == ["follow_up"], "the queue still has the job that the process was at"
    do(job, attempts=1)
    assert (len(heard()), rung()) == (2, 1)


def test_who_holds_what_a_listener_needs_is_never_ended_for_it() -> None:
    """A verb holds bell 2 and needs bell 1, which the batch holds while it needs bell 2."""
    ring(1)
    ring(2)
    holds = Signal()
    Trouble.at_the_second_ring = Signal()
    with ThreadPoolExecutor(1) as threads:
        told = threads.submit(_verb, holds, Trouble.at_the_second_ring)
        assert holds.wait(10)
        do_jobs()
        assert told.result(30) == "done"
    do_jobs(ahead=LATER)
    assert (rung(), jobs()) == (22, [])


def _verb(holds: Signal, may_go_on: Signal) -> str:
    try:
        with transaction.atomic():
            rows("UPDATE bell SET rung = rung + 10 WHERE id = 2")
            holds.set()
            may_go_on.wait(10)
            rows("UPDATE bell SET rung = rung + 10 WHERE id = 1")
    except OperationalError as ended:
        return str(ended)
    finally:
        connection.close()
    return "done"
