"""The holiday calendar and the time bands as pages: what a change brings about is told before it is made."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.offices import actions
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.facts import BandFacts
from hantong.offices.models import BandSetting, LocalHoliday
from hantong.offices.refusals import BandsRefused
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
DAY = {"day": "2026-03-06", "use": "holiday", "name_ko": "도민의 날", "name_en": "Province day"}
EARLY = {
    "valid_from": "2026-01-01",
    "day_from": "06:00",
    "evening_from": "12:00",
    "night_from": "20:00",
    "weekend": ["5", "6"],
}


def test_a_holiday_is_shown_before_it_is_made(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:local_days", args=["gyeonggi"])
    page = browser(admin).post(address, DAY | {"act": "look"})
    assert page.status_code == HTTPStatus.OK
    assert "0 of 0 open matters" in page.content.decode()
    assert not LocalHoliday.objects.exists()
    assert not directory().clocks[province.suwon.pk].calendar.is_holiday(date(2026, 3, 6))


def test_a_holiday_is_made(province: Province, admin: Staff, browser: Browser) -> None:
    client = browser(admin)
    page = client.post(reverse("offices:local_days", args=["gyeonggi"]), DAY | {"act": "save"})
    assert page.status_code == HTTPStatus.FOUND
    listed = client.get(reverse("offices:holidays", args=["suwon", 2026])).content.decode()
    assert "Province day" in listed
    assert "Gyeonggi Province" in listed


def test_a_day_that_is_a_holiday_already_is_refused(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("offices:local_days", args=["gyeonggi"])
    page = browser(admin).post(address, DAY | {"day": "2026-12-25", "act": "look"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "already counts that way" in page.content.decode()


def test_a_working_day_is_taken_back(province: Province, admin: Staff, browser: Browser) -> None:
    client = browser(admin)
    working = {"day": "2026-12-25", "use": "working", "act": "save"}
    client.post(reverse("offices:local_days", args=["suwon"]), working)
    assert not directory().clocks[province.suwon.pk].calendar.is_holiday(date(2026, 12, 25))
    address = reverse("offices:remove_local_day", args=["suwon", "2026-12-25"])
    assert client.get(address).status_code == HTTPStatus.OK
    assert LocalHoliday.objects.count() == 1
    client.post(address)
    assert directory().clocks[province.suwon.pk].calendar.is_holiday(date(2026, 12, 25))


def test_suwon_does_not_change_the_provinces_calendar(province: Province, suwon_admin: Staff, browser: Browser) -> None:
    client = browser(suwon_admin)
    for name, sent in (("local_days", DAY | {"act": "save"}), ("bands", EARLY | {"act": "save"})):
        address = reverse(f"offices:{name}", args=["gyeonggi"])
        assert client.post(address, sent).status_code == HTTPStatus.NOT_FOUND
    assert not LocalHoliday.objects.exists()
    assert not BandSetting.objects.exists()


def test_bands_are_looked_at_and_then_hold_for_the_cities(province: Province, admin: Staff, browser: Browser) -> None:
    client, address = browser(admin), reverse("offices:bands", args=["gyeonggi"])
    page = client.post(address, EARLY | {"act": "look"})
    assert "evening 12:00–20:00" in page.content.decode()
    assert not BandSetting.objects.exists()
    client.post(address, EARLY | {"act": "save"})
    assert directory().clocks[province.suwon.pk].band(NOON) == Band.EVENING
    client.post(reverse("offices:remove_bands", args=["gyeonggi", "2026-01-01"]))
    assert directory().clocks[province.suwon.pk].band(NOON) == Band.DAY


def test_bands_out_of_order_are_refused(province: Province, admin: Staff) -> None:
    backwards = BandFacts(valid_from=date(2026, 1, 1), day_from=1080, evening_from=540, night_from=1320, weekend=(5, 6))
    with pytest.raises(BandsRefused):
        actions.set_bands(jurisdiction=province.gyeonggi, bands=backwards, by=admin, at=NOON)


def test_a_counsellor_reads_but_does_not_write(province: Province, jiwoo: Staff, browser: Browser) -> None:
    client = browser(jiwoo)
    assert client.get(reverse("offices:holidays", args=["suwon", 2026])).status_code == HTTPStatus.OK
    assert client.get(reverse("offices:bands", args=["suwon"])).status_code == HTTPStatus.OK
    assert client.post(reverse("offices:local_days", args=["suwon"]), DAY).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("offices:local_days", args=["suwon"])).status_code == HTTPStatus.METHOD_NOT_ALLOWED
