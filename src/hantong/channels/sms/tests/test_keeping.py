"""Texts that the network brings together are kept together: repeats once, floods apart, what is said twice twice."""

from hantong.channels.sms.actions import Brought, keep_all_brought, keep_brought
from hantong.channels.sms.pieces import Piece
from hantong.channels.sms.tests.test_taking import CITY, HAN
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.project.cast import NOON


def brought(text: str, sequence: int, *, session: str = "one", source: str = HAN) -> Brought:
    piece = Piece(content=text.encode("utf-16-be"))
    return Brought(source=source, destination=CITY, coding=8, piece=piece, session=session, sequence=sequence)


def test_each_of_a_batch_is_kept_once(numbers: OwnAddress) -> None:
    batch = [brought("가로등", 1), brought("가로등", 2), brought("가로등", 1), brought("쓰레기", 3)]
    kept = keep_all_brought(brought=batch, at=NOON)
    assert [raw is not None for raw in kept] == [True, True, False, True]
    assert keep_brought(brought=brought("쓰레기", 3), at=NOON) is None
    assert RawArrival.objects.count() == 3


def test_what_comes_again_on_a_new_connection_is_no_second_text(numbers: OwnAddress) -> None:
    keep_brought(brought=brought("가로등", 1), at=NOON)
    batch = [
        brought("가로등", 7, session="two"),
        brought("쓰레기", 8, session="two"),
        brought("쓰레기", 9, session="three"),
    ]
    kept = keep_all_brought(brought=batch, at=NOON)
    assert [raw is not None for raw in kept] == [False, True, False]


def test_a_flood_within_a_batch_is_held_apart_from_the_text_that_is_too_many(numbers: OwnAddress) -> None:
    OwnAddress.objects.filter(pk=numbers.pk).update(most_per_sender_h=3)
    keep_brought(brought=brought("처음", 0), at=NOON)
    mine = [brought(f"폭탄 {n}", n) for n in range(1, 6)]
    kept = keep_all_brought(brought=[*mine, brought("조용히", 9, source="+821077778888")], at=NOON)
    assert [raw.state if raw else "" for raw in kept] == ["waiting"] * 2 + ["held"] * 3 + ["waiting"]


def test_a_long_text_in_one_batch_is_joined(numbers: OwnAddress) -> None:
    halves = [
        Piece(content=half.encode("utf-16-be"), reference=5, total=2, number=n) for n, half in ((2, "뒤"), (1, "앞"))
    ]
    batch = [
        Brought(source=HAN, destination=CITY, coding=8, piece=piece, session="one", sequence=n)
        for n, piece in enumerate(halves, 1)
    ]
    first, second = keep_all_brought(brought=batch, at=NOON)
    assert first is None
    assert second is not None
    assert second.subject == "앞뒤"
