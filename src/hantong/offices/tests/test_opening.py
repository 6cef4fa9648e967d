"""When places are open: set line by line, looked at first, and other hours on single days."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.offices import actions
from hantong.offices.directory import directory
from hantong.offices.facts import mark_of
from hantong.offices.hour_rows import HoursLine, intervals_of, lines_of
from hantong.offices.hours import HolidayUse, HoursException
from hantong.offices.opening_lines import state_at
from hantong.offices.reading import exceptions_of, hours_of
from hantong.offices.refusals import HoursOverlap, StaleEdit, UnknownCode
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
EVERY_DAY = tuple(range(7))
NIGHTLY = intervals_of([HoursLine(weekdays=EVERY_DAY, opens=18 * 60, closes=26 * 60, on_holidays=HolidayUse.ALSO)])
MIDNIGHT = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # Thursday 00:00 in Seoul


def lines(*rows: dict[str, object], initial: int = 0) -> dict[str, object]:
    """Give what a browser sends for these lines of hours."""
    sent: dict[str, object] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    for n, row in enumerate(rows):
        sent |= {f"form-{n}-{name}": value for name, value in ({"on_holidays": "never"} | row).items()}
    return sent


def test_hours_may_run_over_midnight(province: Province, admin: Staff) -> None:
    actions.set_hours(of=province.station, hours=NIGHTLY, by=admin, at=NOON)
    hours = directory().opening_hours[province.station.pk]
    assert hours.is_open(MIDNIGHT)
    assert not hours.is_open(NOON)
    state = state_at(hours, MIDNIGHT)
    assert (state.is_open, state.changes_at) == (True, datetime(2026, 3, 4, 17, 0, tzinfo=UTC))


def test_lines_that_overlap_are_refused(province: Province, admin: Staff) -> None:
    twice = intervals_of(
        [HoursLine(weekdays=(0,), opens=540, closes=720), HoursLine(weekdays=(0,), opens=700, closes=800)]
    )
    with pytest.raises(HoursOverlap):
        actions.set_hours(of=province.station, hours=twice, by=admin, at=NOON)
    assert hours_of(province.station) == ()


def test_a_winter_and_a_summer_do_not_overlap(province: Province, admin: Staff) -> None:
    autumn = date(2026, 11, 1)
    seasons = intervals_of(
        [
            HoursLine(weekdays=(0,), opens=540, closes=1200, valid_to=autumn),
            HoursLine(weekdays=(0,), opens=600, closes=1080, valid_from=autumn),
        ]
    )
    actions.set_hours(of=province.station, hours=seasons, by=admin, at=NOON)
    assert len(lines_of(hours_of(province.station))) == 2


def test_hours_that_somebody_changed_in_between_are_not_overwritten(province: Province, admin: Staff) -> None:
    seen = mark_of(hours_of(province.station))
    actions.set_hours(of=province.station, hours=NIGHTLY, by=admin, at=NOON)
    with pytest.raises(StaleEdit):
        actions.set_hours(of=province.station, hours=(), seen=seen, by=admin, at=NOON)


def test_the_page_shows_two_weeks_before_anything_is_saved(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:place_hours", args=["suwon-station"])
    sent = lines({"weekdays": ["0", "1", "2", "3", "4"], "opens": "07:15", "closes": "21:45"})
    page = browser(admin).post(address, sent | {"act": "look"})
    assert page.status_code == HTTPStatus.OK
    assert "07:15–21:45" in page.content.decode()
    assert hours_of(province.station) == ()


def test_the_page_saves_a_night_as_the_next_days_end(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:place_hours", args=["suwon-station"])
    sent = lines({"weekdays": ["5"], "opens": "20:00", "closes": "02:00"})
    page = browser(admin).post(address, sent | {"act": "save", "seen": mark_of(())})
    assert page.status_code == HTTPStatus.FOUND
    assert [(each.weekday, each.opens_min, each.closes_min) for each in hours_of(province.station)] == [(5, 1200, 1560)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"weekdays": ["0"], "opens": "9.00", "closes": "18:00"}, "Write a clock time such as 09:00"),
        ({"opens": "09:00", "closes": "18:00"}, "Tick at least one weekday"),
        ({"weekdays": ["0"], "opens": "09:00"}, "Write a clock time such as 09:00"),
        ({"weekdays": ["0"], "opens": "09:00", "closes": "47:00"}, "24 hours at most"),
    ],
)
def test_the_page_says_what_is_wrong(
    province: Province, admin: Staff, browser: Browser, row: dict[str, object], said: str
) -> None:
    page = browser(admin).post(reverse("offices:place_hours", args=["suwon-station"]), lines(row) | {"act": "save"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.content.decode()
    assert hours_of(province.station) == ()


def test_a_day_may_be_closed_for_a_reason(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:exceptions", args=["suwon-station"])
    browser(admin).post(address, {"day": "2026-12-24", "spans": "", "reason": "수도 공사"})
    assert exceptions_of(province.station) == (HoursException(day=date(2026, 12, 24), reason="수도 공사"),)


def test_a_day_may_have_other_hours_and_be_as_usual_again(province: Province, admin: Staff) -> None:
    day = date(2026, 3, 5)
    late = HoursException(day=day, intervals_min=((600, 720), (780, 900)), reason="교육")
    actions.set_exception(place=province.station, exception=late, by=admin, at=NOON)
    assert directory().opening_hours[province.station.pk].intervals_on(day) == [(600, 720), (780, 900)]
    actions.remove_exception(place=province.station, day=day, by=admin, at=NOON)
    assert directory().opening_hours[province.station.pk].intervals_on(day) == [(540, 720), (780, 1080)]
    with pytest.raises(UnknownCode):
        actions.remove_exception(place=province.station, day=day, by=admin, at=NOON)
