"""Times as other systems write them, and clocks put right."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hantong.imports.moments import (
    LOCAL_READ_AS_UTC,
    UTC_READ_AS_LOCAL,
    NotACorrection,
    NotAMoment,
    WallTimes,
    moment_reader,
)

SEOUL = ZoneInfo("Asia/Seoul")
BOSTON = ZoneInfo("America/New_York")


def read(text: str, *formats: str, zone: ZoneInfo = SEOUL, correction: str = "none", second: bool = False) -> datetime:
    walls = WallTimes(zone, second=second)
    return moment_reader(formats=formats or ("iso",), walls=walls, correction=correction)(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "formats", "moment"),
    [
        ("2026-03-04 02:15:00", ("iso",), "2026-03-03T17:15"),
        ("2026-03-04T02:15:00+09:00", ("iso",), "2026-03-03T17:15"),
        ("2026-03-04T02:15:00-05:00", ("iso",), "2026-03-04T07:15"),
        ("2026-03-03T17:15:00Z", ("iso",), "2026-03-03T17:15"),
        ("2026-03-04", ("iso-date",), "2026-03-03T15:00"),
        ("2026.03.04 02:15", ("iso", "%Y.%m.%d %H:%M"), "2026-03-03T17:15"),
        ("03/04/2026 02:15:00 PM", ("%m/%d/%Y %I:%M:%S %p",), "2026-03-04T05:15"),
        ("46085.09375", ("excel",), "2026-03-03T17:15"),
        ("1772558100", ("epoch",), "2026-03-03T17:15"),
        ("1772558100000", ("epoch",), "2026-03-03T17:15"),
    ],
)
def test_every_format_gives_the_same_moment(text: str, formats: tuple[str, ...], moment: str) -> None:
    assert read(text, *formats) == utc(moment)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01 00:00", "99999999999999999999"])
def test_nonsense_is_no_moment(text: str) -> None:
    with pytest.raises(NotAMoment):
        read(text, "iso", "epoch" if text.isdecimal() else "iso-date")


def test_an_hour_that_never_was_is_read_an_hour_later_and_counted() -> None:
    walls = WallTimes(BOSTON)
    moment = moment_reader(formats=("iso",), walls=walls)("2017-03-12 02:30:00")
    assert moment.astimezone(BOSTON).isoformat() == "2017-03-12T03:30:00-04:00"
    assert (walls.gaps, walls.overlaps) == (1, 0)


def test_an_hour_that_came_twice_is_the_first_unless_told() -> None:
    assert read("2017-11-05 01:30:00", zone=BOSTON) == utc("2017-11-05T05:30")
    assert read("2017-11-05 01:30:00", zone=BOSTON, second=True) == utc("2017-11-05T06:30")


def test_a_day_of_change_is_right_on_both_sides() -> None:
    assert read("2017-03-12 01:59:59", zone=BOSTON) == utc("2017-03-12T06:59:59")
    assert read("2017-03-12 03:00:00", zone=BOSTON) == utc("2017-03-12T07:00")
    assert read("2017-03-12 23:00:00", zone=BOSTON) == utc("2017-03-13T03:00")


@pytest.mark.parametrize("season", ["2017-01-15", "2017-07-15"])
def test_local_time_that_was_taken_for_utc_is_put_right_in_winter_and_summer(season: str) -> None:
    true = datetime.fromisoformat(f"{season}T14:05:00")
    wrong = true.replace(tzinfo=UTC).astimezone(BOSTON).replace(tzinfo=None)
    found = read(wrong.isoformat(), zone=BOSTON, correction=LOCAL_READ_AS_UTC)
    assert found.astimezone(BOSTON).replace(tzinfo=None) == true


def test_utc_that_looks_local_is_put_right() -> None:
    assert read("2026-03-03 17:15:00", correction=UTC_READ_AS_LOCAL) == utc("2026-03-03T17:15")


def test_a_wrong_offset_is_corrected_like_a_wrong_wall_clock() -> None:
    assert read("2026-03-03T17:15:00+09:00", correction=UTC_READ_AS_LOCAL) == utc("2026-03-03T17:15")


def test_a_shift_moves_the_wall_clock() -> None:
    assert read("2026-03-04 02:15:00", correction="-01:30") == utc("2026-03-03T15:45")


def test_an_unknown_correction_is_refused_with_the_list() -> None:
    with pytest.raises(NotACorrection, match="utc-read-as-local"):
        read("2026-03-04 02:15:00", correction="five hours")
