"""A day is made a holiday after all, or the bands are set anew: conversations count where they belong."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import override

from hantong.access.models import Staff
from hantong.contacts.models import Contact
from hantong.contacts.rebanding import bands_moved, follow_calendar
from hantong.offices import actions as offices
from hantong.offices.actions import banding, holidays
from hantong.offices.bands import Band
from hantong.offices.facts import BandFacts, LocalDay
from hantong.offices.models import Jurisdiction
from hantong.project.cast import NOON, Province

FRIDAY = date(2026, 3, 6)
FEAST = LocalDay(day=FRIDAY, names={"ko": "도민의 날"})
MIDNIGHT = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)  # Friday 00:00 in Seoul
A_SECOND = timedelta(seconds=1)


def spoke(where: Jurisdiction, said_at: datetime, band: Band) -> Contact:
    return Contact.objects.create(
        channel="phone",
        jurisdiction=where,
        said_at=said_at,
        recorded_at=said_at,
        band=band.code,
        outcome=Contact.Outcome.ANSWERED,
    )


def band_of(contact: Contact) -> Band:
    return Band.of_code(Contact.objects.get(pk=contact.pk).band)


def test_the_local_day_counts_as_a_holiday_to_the_second(province: Province, admin: Staff) -> None:
    before = spoke(province.suwon, MIDNIGHT - A_SECOND, Band.NIGHT)
    first = spoke(province.suwon, MIDNIGHT, Band.NIGHT)
    last = spoke(province.suwon, MIDNIGHT + timedelta(days=1) - A_SECOND, Band.NIGHT)
    after = spoke(province.suwon, MIDNIGHT + timedelta(days=1), Band.WEEKEND)
    elsewhere = spoke(province.uijeongbu, MIDNIGHT, Band.NIGHT)
    offices.set_local_day(jurisdiction=province.suwon, local=FEAST, by=admin, at=NOON)
    event = holidays.calendar_changed(province.suwon, FRIDAY, at=NOON)
    with override("en"):
        assert bands_moved(event).startswith("2 of 2 conversations")
    follow_calendar(event)
    assert [band_of(each) for each in (before, first, last, after, elsewhere)] == [
        Band.NIGHT,
        Band.HOLIDAY,
        Band.HOLIDAY,
        Band.WEEKEND,
        Band.NIGHT,
    ]


def test_a_day_taken_out_of_the_holidays_counts_by_the_hour(province: Province, admin: Staff) -> None:
    christmas = spoke(province.suwon, datetime(2026, 12, 25, 3, 0, tzinfo=UTC), Band.HOLIDAY)
    day = date(2026, 12, 25)
    working = LocalDay(day=day, names={}, is_working_day=True)
    offices.set_local_day(jurisdiction=province.gyeonggi, local=working, by=admin, at=NOON)
    follow_calendar(holidays.calendar_changed(province.gyeonggi, day, at=NOON))
    assert band_of(christmas) == Band.DAY


def test_new_bands_hold_for_all_that_was_said(province: Province, admin: Staff) -> None:
    noon, evening = spoke(province.suwon, NOON, Band.DAY), spoke(province.uijeongbu, NOON, Band.DAY)
    early = BandFacts(valid_from=date(2026, 1, 1), day_from=300, evening_from=600, night_from=1320, weekend=(5, 6))
    offices.set_bands(jurisdiction=province.suwon, bands=early, by=admin, at=NOON)
    event = banding.calendar_changed(province.suwon, at=NOON)
    with override("en"):
        assert bands_moved(event).endswith("from 0.0% to 100.0%.")
    follow_calendar(event)
    assert (band_of(noon), band_of(evening)) == (Band.EVENING, Band.DAY)


def test_nothing_said_is_no_share(province: Province) -> None:
    with override("en"):
        assert bands_moved(banding.calendar_changed(province.suwon, at=NOON)).endswith("from – to –.")
