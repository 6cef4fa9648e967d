"""A day is made a holiday after all: promises move, and time bands with them."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import override

from hantong.access.models import Staff
from hantong.cases.actions import Ending, Opening, close, extend, open_case
from hantong.cases.calendar_effects import deadlines_moved, follow_calendar
from hantong.cases.models import Case, History
from hantong.offices import actions as offices
from hantong.offices.actions.holidays import calendar_changed
from hantong.offices.bands import Band
from hantong.offices.effects import effects_of
from hantong.offices.events import CalendarChanged
from hantong.offices.facts import LocalDay
from hantong.offices.models import Jurisdiction, LocalHoliday
from hantong.project.cast import NOON, Province

FRIDAY = date(2026, 3, 6)
SAID_ON_FRIDAY = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)
FEAST = LocalDay(day=FRIDAY, names={"ko": "도민의 날", "en": "Province day"})
DAY_OFF = timedelta(days=1)


def opened(province: Province, *, where: Jurisdiction, said_at: datetime = NOON) -> Case:
    opening = Opening(
        jurisdiction=where.pk,
        channel="web",
        title="차",
        text="차가 길을 막아요",
        said_at=said_at,
        service=province.parking,
    )
    return open_case(opening=opening, by=None, unit=None, at=said_at)


def feast(where: Jurisdiction, admin: Staff) -> CalendarChanged:
    offices.set_local_day(jurisdiction=where, local=FEAST, by=admin, at=NOON)
    return calendar_changed(where, FRIDAY, at=NOON)


def test_a_promise_that_runs_through_the_day_moves_by_a_working_day(province: Province, admin: Staff) -> None:
    case = opened(province, where=province.suwon)
    follow_calendar(feast(province.gyeonggi, admin))
    now = Case.objects.get(pk=case.pk)
    assert (case.due_at, now.due_at) == (
        datetime(2026, 3, 12, 14, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 13, 14, 59, 59, tzinfo=UTC),
    )
    assert History.objects.get(case=case, kind=History.Kind.RECLOCKED).is_public


def test_following_it_twice_changes_nothing_more(province: Province, admin: Staff) -> None:
    case = opened(province, where=province.suwon)
    event = feast(province.gyeonggi, admin)
    follow_calendar(event)
    follow_calendar(event)
    assert History.objects.filter(case=case, kind=History.Kind.RECLOCKED).count() == 1


def test_another_citys_promise_stays(province: Province, admin: Staff) -> None:
    case = opened(province, where=province.uijeongbu)
    follow_calendar(feast(province.suwon, admin))
    assert Case.objects.get(pk=case.pk).due_at == case.due_at


def test_a_promise_that_ends_before_the_day_stays(province: Province, admin: Staff) -> None:
    early = opened(province, where=province.suwon, said_at=NOON - timedelta(days=28))
    follow_calendar(feast(province.suwon, admin))
    assert Case.objects.get(pk=early.pk).n == early.n


def test_a_settled_matter_keeps_its_promise_but_counts_as_on_a_holiday(
    province: Province, admin: Staff, jiwoo: Staff
) -> None:
    case = opened(province, where=province.suwon, said_at=SAID_ON_FRIDAY)
    ending = Ending(end_state=Case.EndState.DONE, text="견인했습니다.")
    close(case=case, ending=ending, by=jiwoo, at=SAID_ON_FRIDAY)
    follow_calendar(feast(province.suwon, admin))
    now = Case.objects.get(pk=case.pk)
    assert (now.due_at, now.band) == (case.due_at, Band.HOLIDAY.code)


def test_an_extended_promise_moves_too(province: Province, admin: Staff, jiwoo: Staff) -> None:
    case = opened(province, where=province.suwon)
    extended = extend(case=case, reason="현장 확인이 더 필요합니다.", by=jiwoo, at=NOON)
    follow_calendar(feast(province.suwon, admin))
    moved = Case.objects.get(pk=case.pk).due_at
    assert moved is not None and extended.due_at is not None
    assert moved - extended.due_at == DAY_OFF


def test_an_imported_matter_without_a_rule_keeps_what_it_was_promised(province: Province, admin: Staff) -> None:
    case = opened(province, where=province.suwon)
    Case.objects.filter(pk=case.pk).update(due_rule="", due_at=NOON + timedelta(days=9))
    follow_calendar(feast(province.suwon, admin))
    assert Case.objects.get(pk=case.pk).due_at == NOON + timedelta(days=9)


def test_the_effect_is_told_without_being_brought_about(province: Province, admin: Staff) -> None:
    case = opened(province, where=province.suwon)
    with override("en"):
        told = effects_of(
            lambda: offices.set_local_day(jurisdiction=province.suwon, local=FEAST, by=admin, at=NOON),
            calendar_changed(province.suwon, FRIDAY, at=NOON),
        )
    assert told[0].startswith("1 of 1 open matters")
    assert not LocalHoliday.objects.exists()
    assert Case.objects.get(pk=case.pk).due_at == case.due_at


def test_nothing_to_move_is_told_as_none(province: Province) -> None:
    opened(province, where=province.suwon)
    with override("en"):
        assert deadlines_moved(calendar_changed(province.suwon, FRIDAY, at=NOON)).startswith("0 of 1 open matters")
