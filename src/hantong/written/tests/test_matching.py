"""Who gets which piece, and how long it may take."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from hantong.written.clocks import clock_of, minutes_of
from hantong.written.matching import Answerer, Piece, best_for, fits, next_piece
from hantong.written.templatetags.written import left

ROADS, TAXES = "roads", "taxes"
CITY, PROVINCE = UUID(int=3), UUID(int=4)
NOON = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)


def answerer(n: int, *languages: str, load: int = 0, groups: frozenset[str] = frozenset(), hours: int = 0) -> Answerer:
    given = NOON - timedelta(hours=hours) if hours else None
    return Answerer(UUID(int=100 + n), frozenset(languages), groups, load, 2, given)


def piece(language: str = "ko", group: str | None = None) -> Piece:
    return Piece(UUID(int=9), language, group)


def test_korean_is_for_anybody_and_another_language_for_whoever_reads_it() -> None:
    linh, jiwoo = answerer(1, "vi"), answerer(2)
    assert fits(jiwoo, piece(), [linh, jiwoo])
    assert fits(linh, piece("vi"), [linh, jiwoo])
    assert not fits(jiwoo, piece("vi"), [linh, jiwoo])


def test_what_nobody_on_duty_reads_waits_for_nobody() -> None:
    one, two = answerer(1), answerer(2)
    assert fits(one, piece("th"), [one, two])


def test_topics_keep_work_from_those_without_them_while_somebody_has_them() -> None:
    taxes, roads = answerer(1, groups=frozenset([TAXES])), answerer(2, groups=frozenset([ROADS]))
    assert not fits(taxes, piece(group=ROADS), [taxes, roads])
    assert fits(taxes, piece(group=ROADS), [taxes])
    assert fits(taxes, piece(group=None), [taxes, roads])


def test_the_next_is_the_first_that_fits() -> None:
    linh, jiwoo = answerer(1, "vi"), answerer(2)
    pieces = [piece("vi"), piece("ko", ROADS)]
    assert next_piece(jiwoo, pieces, [linh, jiwoo]) == pieces[1]
    assert next_piece(linh, pieces, [linh, jiwoo]) == pieces[0]
    assert next_piece(jiwoo, pieces[:1], [linh, jiwoo]) is None


def test_the_least_laden_gets_it_then_whoever_waited_longest_and_never_who_is_full() -> None:
    full, busy = answerer(1, load=2), answerer(2, load=1)
    fresh, longest = answerer(3, hours=1), answerer(4, hours=5)
    assert best_for(piece(), [full, busy, fresh, longest]) == longest
    assert best_for(piece(), [full, busy]) == busy
    assert best_for(piece(), [full]) is None


@pytest.mark.parametrize(
    ("targets", "wanted"),
    [
        ({}, 480),
        ({(None, "email", None): 60}, 60),
        ({(None, "email", None): 60, (None, "email", 2): 90}, 90),
        ({(PROVINCE, "email", None): 30, (None, "email", 2): 90}, 30),
        ({(CITY, "email", None): 20, (PROVINCE, "email", 2): 10}, 20),
    ],
)
def test_the_nearest_minutes_hold(targets: dict[tuple[UUID | None, str, int | None], int], wanted: int) -> None:
    assert minutes_of(targets, path=(CITY, PROVINCE), channel="email", band=2) == wanted


def test_a_clock_says_when_little_is_left() -> None:
    hour = NOON + timedelta(hours=1)
    assert clock_of(since=NOON, target_at=hour, at=NOON).tone == "neutral"
    assert clock_of(since=NOON, target_at=hour, at=NOON + timedelta(minutes=50)).tone == "warning"
    assert clock_of(since=NOON, target_at=hour, at=hour).is_over


def test_hours_are_said_only_where_there_are_any() -> None:
    hour = NOON + timedelta(hours=1)
    with translation.override("en"):
        assert left(clock_of(since=NOON, target_at=hour, at=NOON + timedelta(minutes=50))) == "10 min left"
        assert left(clock_of(since=NOON, target_at=hour, at=hour + timedelta(minutes=5))) == "late by 5 min"
        assert left(clock_of(since=NOON, target_at=hour, at=NOON)) == "1 h 0 min left"
