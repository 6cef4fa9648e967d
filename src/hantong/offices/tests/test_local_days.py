"""A jurisdiction makes a day a holiday, or a working day after all."""

from datetime import date

import pytest

from hantong.access.models import AuditEntry, Staff
from hantong.offices import actions
from hantong.offices.directory import directory
from hantong.offices.facts import LocalDay
from hantong.offices.models import LocalHoliday
from hantong.offices.refusals import DayUnchanged, NameMissing, UnknownCode
from hantong.project.cast import NOON, Province

FOUNDING_DAY = date(2026, 3, 6)
SEOLLAL = date(2026, 2, 17)


def founding_day() -> LocalDay:
    return LocalDay(day=FOUNDING_DAY, names={"ko": "도민의 날", "en": "Province day"})


def test_holds_for_the_jurisdictions_below(province: Province, admin: Staff) -> None:
    actions.set_local_day(jurisdiction=province.gyeonggi, local=founding_day(), by=admin, at=NOON)
    calendar = directory().clocks[province.suwon.pk].calendar
    assert calendar.is_holiday(FOUNDING_DAY)
    assert (calendar.name(FOUNDING_DAY, "ko"), calendar.name(FOUNDING_DAY, "en")) == ("도민의 날", "Province day")


def test_does_not_hold_for_the_neighbours(province: Province, admin: Staff) -> None:
    actions.set_local_day(jurisdiction=province.suwon, local=founding_day(), by=admin, at=NOON)
    assert not directory().clocks[province.uijeongbu.pk].calendar.is_holiday(FOUNDING_DAY)
    assert not directory().clocks[province.gyeonggi.pk].calendar.is_holiday(FOUNDING_DAY)


def test_a_holiday_of_the_country_may_be_worked(province: Province, admin: Staff) -> None:
    local = LocalDay(day=SEOLLAL, names={}, is_working_day=True)
    actions.set_local_day(jurisdiction=province.suwon, local=local, by=admin, at=NOON)
    assert not directory().clocks[province.suwon.pk].calendar.is_holiday(SEOLLAL)
    assert directory().clocks[province.uijeongbu.pk].calendar.is_holiday(SEOLLAL)


def test_a_day_that_is_one_already_is_refused(province: Province, admin: Staff) -> None:
    seollal = LocalDay(day=SEOLLAL, names={"ko": "설날"})
    with pytest.raises(DayUnchanged):
        actions.set_local_day(jurisdiction=province.suwon, local=seollal, by=admin, at=NOON)
    assert not LocalHoliday.objects.exists()


def test_a_holiday_needs_a_korean_name(province: Province, admin: Staff) -> None:
    nameless = LocalDay(day=FOUNDING_DAY, names={"en": "Founding day"})
    with pytest.raises(NameMissing):
        actions.set_local_day(jurisdiction=province.suwon, local=nameless, by=admin, at=NOON)


def test_is_taken_back(province: Province, admin: Staff) -> None:
    actions.set_local_day(jurisdiction=province.gyeonggi, local=founding_day(), by=admin, at=NOON)
    actions.remove_local_day(jurisdiction=province.gyeonggi, day=FOUNDING_DAY, by=admin, at=NOON)
    assert not directory().clocks[province.suwon.pk].calendar.is_holiday(FOUNDING_DAY)
    with pytest.raises(UnknownCode):
        actions.remove_local_day(jurisdiction=province.gyeonggi, day=FOUNDING_DAY, by=admin, at=NOON)


def test_is_kept_in_the_audit_trail(province: Province, admin: Staff) -> None:
    actions.set_local_day(jurisdiction=province.suwon, local=founding_day(), by=admin, at=NOON)
    entry = AuditEntry.objects.get(verb="local_day.set")
    assert (entry.by, entry.subject, entry.details["day"]) == (admin, "jurisdiction:suwon", "2026-03-06")
