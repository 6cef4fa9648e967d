"""How long somebody will wait."""

import pytest

from hantong.channels.chat.waiting import Queue, expected_wait_s, handling_s, minutes


def wait(position: int, *, counsellors: int = 2, each: int = 3, busy: int = 6, handling_s: int = 600) -> int | None:
    seats = counsellors * each
    return expected_wait_s(
        Queue(position=position, counsellors=counsellors, seats=seats, busy=busy, handling_s=handling_s)
    )


def test_nobody_there_means_nobody_knows() -> None:
    assert wait(1, counsellors=0) is None


def test_a_free_seat_is_taken_at_once() -> None:
    assert wait(1, busy=5) == 0
    assert wait(2, busy=4) == 0
    assert wait(2, busy=5) == 100


def test_when_all_are_taken_a_seat_becomes_free_every_so_often() -> None:
    assert [wait(place) for place in (1, 2, 3, 6)] == [100, 200, 300, 600]


def test_more_talks_than_seats_do_not_make_the_wait_negative() -> None:
    assert wait(1, busy=9) == 100


@pytest.mark.parametrize(("lately", "expected"), [([], 480), ([60] * 4, 480), ([60, 120, 240, 300, 9000], 240)])
def test_how_long_talks_took_lately(lately: list[int], expected: int) -> None:
    assert handling_s(lately) == expected


def test_minutes_are_rounded_up() -> None:
    assert [minutes(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]
