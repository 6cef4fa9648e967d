"""The small calculations of the front door: texts, places, services, limits, exports."""

from datetime import timedelta
from uuid import UUID

import pytest

from hantong.contacts import limits
from hantong.contacts.actions import count_attempt, forget_old_tallies, wait_of
from hantong.contacts.csv_export import safe
from hantong.contacts.models import Tally
from hantong.contacts.notice_texts import OCCASIONS
from hantong.contacts.placeholders import fill, unknown_in
from hantong.contacts.service_search import Entry, found, initials
from hantong.contacts.whereabouts import Area, area_at, area_named
from hantong.project.cast import NOON

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
PARKING = Entry(id=ONE, names=("불법 주정차 신고", "Illegal parking"), keywords=("견인",))
PASSPORT = Entry(id=TWO, names=("여권 발급", "Passport"), descriptions=("주차장이 있습니다",))
SQUARE = {"type": "Polygon", "coordinates": [[[127, 37], [128, 37], [128, 38], [127, 38], [127, 37]]]}
PROVINCE = Area(id=ONE, names=("경기도", "Gyeonggi"), depth=0, lat=37.4, lon=127.2)
SUWON = Area(id=TWO, names=("수원시", "Suwon"), depth=1, lat=37.26, lon=127.03)
UIJEONGBU = Area(id=THREE, names=("의정부시", "Uijeongbu"), depth=1, lat=37.74, lon=127.05, outline=SQUARE)


def test_a_text_is_filled_and_empty_lines_fall_away() -> None:
    text = "{name} 님\n기한: {due}\n\n\n끝"
    assert fill(text, {"name": "한영숙"}) == "한영숙 님\n\n끝"


def test_braces_that_came_with_a_value_stay_as_they_are() -> None:
    assert fill("{title}", {"title": "{name}", "name": "secret"}) == "{name}"


@pytest.mark.parametrize("code", OCCASIONS)
def test_the_built_in_texts_use_only_what_is_known(code: str) -> None:
    occasion = OCCASIONS[code]
    for text in (*occasion.subjects.values(), *occasion.bodies.values()):
        assert unknown_in(text, occasion.placeholders) == []
    assert occasion.subjects.keys() == occasion.bodies.keys() == {"ko", "en", "zh", "ja", "vi", "th", "ru"}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ㅂㅂㅈㅈㅊ", [ONE]),
        ("ㅇㄱ", [TWO]),
        ("주차", [TWO]),
        ("parking", [ONE]),
        ("PASS", [TWO]),
        ("견인", [ONE]),
        ("여권 발급", [TWO]),
        ("없는것", []),
    ],
)
def test_a_service_is_found_by_a_few_letters(typed: str, wanted: list[UUID]) -> None:
    assert found(typed, [PARKING, PASSPORT]) == wanted


def test_initials_leave_other_letters_alone() -> None:
    assert initials("주정차 A1") == "ㅈㅈㅊa1"


def test_a_point_lies_in_its_outline_else_near_a_centre() -> None:
    areas = [PROVINCE, SUWON, UIJEONGBU]
    assert area_at(37.5, 127.5, areas) == THREE
    assert area_at(37.25, 126.99, areas) == TWO
    assert area_at(33.4, 126.5, areas) is None


def test_an_address_names_the_smallest_area() -> None:
    areas = [PROVINCE, SUWON, UIJEONGBU]
    assert area_named("경기도 수원시 팔달구", areas) == TWO
    assert area_named("경기도청", areas) == ONE
    assert area_named("부산", areas) is None


def test_the_limit_is_reached_and_passes(db: None) -> None:
    hour = timedelta(hours=1)
    answers = [count_attempt(what="report", who="10.0.0.1", most=2, within=hour, at=NOON) for _ in range(3)]
    assert answers == [None, None, NOON + hour]
    assert wait_of(what="report", who="10.0.0.1", most=2, at=NOON) == NOON + hour
    assert wait_of(what="report", who="10.0.0.2", most=2, at=NOON) is None
    assert count_attempt(what="report", who="10.0.0.1", most=2, within=hour, at=NOON + hour) is None
    assert "10.0.0.1" not in Tally.objects.get().key
    assert forget_old_tallies(at=NOON + 3 * hour) == 1


@pytest.mark.parametrize(
    ("seen", "counted"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3::9", "2001:db8:1:2::"), ("::ffff:203.0.113.9", "203.0.113.9")],
)
def test_an_address_counts_as_one_household(seen: str, counted: str) -> None:
    assert limits.address_of({"REMOTE_ADDR": seen}) == counted


@pytest.mark.parametrize("start", ["=1+1", "+82", "-1", "@SUM", "\t=1", " =1"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe(start) == f"'{start}"
    assert safe("수원역") == "수원역"
