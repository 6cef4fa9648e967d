"""The offices as a YAML file: out and in again, exactly; every fault with its line and field."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.offices import actions
from hantong.offices.facts import BandFacts, LocalDay
from hantong.offices.hour_rows import HoursLine, intervals_of
from hantong.offices.hours import HolidayUse, HoursException
from hantong.offices.lookups import ImportStopped
from hantong.offices.models import Department, Desk, Jurisdiction, OpeningPeriod, Place
from hantong.offices.yaml_book import as_yaml, stored_book
from hantong.offices.yaml_entries import FileRefused
from hantong.offices.yaml_reading import read_yaml
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
SMALL = """format: hantong-offices-1
jurisdictions:
  - code: yeoju
    names: {ko: 여주시, en: Yeoju}
    kind: city
    parent: gyeonggi
    office_hours:
      - {days: [mon, tue], opens: 18:00, closes: 02:00, holidays: also}
"""


@pytest.fixture
def furnished(province: Province, admin: Staff) -> Province:
    """Give the province with everything that a book can hold."""
    suwon, station = province.suwon, province.station
    night = HoursLine(
        weekdays=(4, 5), opens=1080, closes=1560, on_holidays=HolidayUse.ONLY, valid_from=date(2026, 6, 1)
    )
    actions.set_hours(of=station, hours=intervals_of([night]), by=admin, at=NOON)
    actions.set_hours(
        of=suwon, hours=intervals_of([HoursLine(weekdays=(0, 2), opens=0, closes=1440)]), by=admin, at=NOON
    )
    spans = HoursException(day=date(2026, 7, 1), intervals_min=((540, 720), (1200, 1500)), reason="축제: 연장")
    closed = HoursException(day=date(2026, 7, 2))
    for exception in (spans, closed):
        actions.set_exception(place=station, exception=exception, by=admin, at=NOON)
    feast = LocalDay(day=date(2026, 9, 9), names={"ko": "수원의 날", "en": "Suwon day"})
    working = LocalDay(day=date(2026, 12, 25), names={}, is_working_day=True)
    for local in (feast, working):
        actions.set_local_day(jurisdiction=suwon, local=local, by=admin, at=NOON)
    bands = BandFacts(valid_from=date(2026, 2, 1), day_from=480, evening_from=1020, night_from=1440, weekend=(6,))
    actions.set_bands(jurisdiction=suwon, bands=bands, by=admin, at=NOON)
    Jurisdiction.objects.filter(pk=suwon.pk).update(outline={"type": "Point", "coordinates": [127.0, 37.25]})
    Place.objects.filter(pk=station.pk).update(directions={"ko": "1번 출구\n왼쪽", "en": "Exit 1\nleft"}, lat=37.2659)
    return province


def test_what_comes_out_goes_in_exactly(furnished: Province) -> None:
    text = as_yaml(stored_book())
    book = read_yaml(text, name="offices.yaml")
    assert book == stored_book()
    assert as_yaml(book) == text


def test_a_book_furnishes_an_empty_house(furnished: Province, admin: Staff) -> None:
    text = as_yaml(stored_book())
    _empty_the_house(furnished)
    changes = actions.import_offices(book=read_yaml(text, name="offices.yaml"), by=admin, at=NOON)
    assert as_yaml(stored_book()) == text
    assert {change.sign for change in changes} == {"+", "~"}


def _empty_the_house(province: Province) -> None:
    """Take out all that nothing else needs, and change the rest."""
    Desk.objects.all().delete()
    OpeningPeriod.objects.all().delete()
    Place.objects.filter(pk=province.station.pk).delete()
    Jurisdiction.objects.filter(pk=province.suwon.pk).update(
        names={"ko": "수원읍"}, front_office=None, outline=None, lat=None
    )
    province.suwon.local_holidays.all().delete()
    province.suwon.band_settings.all().delete()
    Department.objects.filter(pk=province.suwon_office.pk).delete()


def test_bringing_in_the_same_book_again_does_nothing(furnished: Province, admin: Staff) -> None:
    book = read_yaml(as_yaml(stored_book()), name="offices.yaml")
    assert actions.import_offices(book=book, by=admin, at=NOON) == []


def test_a_dry_run_tells_and_writes_nothing(province: Province, admin: Staff) -> None:
    changes = actions.import_offices(book=read_yaml(SMALL, name="small.yaml"), by=admin, at=NOON, is_dry_run=True)
    assert [str(change) for change in changes] == ["+ jurisdictions[yeoju]"]
    assert not Jurisdiction.objects.filter(code="yeoju").exists()


def test_a_change_is_told_field_by_field(province: Province, admin: Staff) -> None:
    text = as_yaml(stored_book()).replace("kind: station", "kind: office")
    changes = actions.import_offices(book=read_yaml(text, name="offices.yaml"), by=admin, at=NOON)
    assert [str(change) for change in changes] == ["~ places[suwon-station] kind: station → office"]


def test_a_closing_time_before_the_opening_is_on_the_next_day(province: Province) -> None:
    page = read_yaml(SMALL, name="small.yaml").jurisdictions["yeoju"]
    assert [(each.weekday, each.opens_min, each.closes_min) for each in page.hours] == [
        (0, 1080, 1560),
        (1, 1080, 1560),
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("kind: city", "kind: town", "small.yaml:5: jurisdictions[yeoju].kind: "),
        ("parent: gyeonggi", "parents: gyeonggi", "small.yaml:6: jurisdictions[yeoju].parents: "),
        ("opens: 18:00", "opens: six", "small.yaml:8: jurisdictions[yeoju].office_hours[1].opens: "),
        ("[mon, tue]", "[monday]", "small.yaml:8: jurisdictions[yeoju].office_hours[1].days: "),
        ("code: yeoju", "code: 여주", "small.yaml:3: jurisdictions[여주].code: "),
        ("{ko: 여주시, en: Yeoju}", "{en: Yeoju}", "small.yaml:4: jurisdictions[yeoju].names: "),
        ("hantong-offices-1", "hantong-offices-9", "small.yaml:1: format: "),
        ("names: {ko", "names: {{ko", "small.yaml:5: YAML: "),
    ],
)
def test_a_fault_names_file_line_and_field(before: str, after: str, fault: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_yaml(SMALL.replace(before, after), name="small.yaml")
    assert str(refused.value).startswith(fault)


def test_one_refusal_keeps_everything_out(province: Province, admin: Staff) -> None:
    book = read_yaml(SMALL.replace("parent: gyeonggi", "parent: gangwon"), name="small.yaml")
    with pytest.raises(ImportStopped, match=r"jurisdictions\[yeoju\]\.parent"):
        actions.import_offices(book=book, by=admin, at=NOON)
    assert not Jurisdiction.objects.filter(code="yeoju").exists()


def test_the_page_looks_first_and_takes_in_then(province: Province, admin: Staff, browser: Browser) -> None:
    client, address = browser(admin), reverse("offices:book")
    page = client.post(address, {"file": SimpleUploadedFile("small.yaml", SMALL.encode()), "act": "look"})
    assert page.status_code == HTTPStatus.OK
    assert "jurisdictions[yeoju]" in page.content.decode()
    assert not Jurisdiction.objects.filter(code="yeoju").exists()
    client.post(address, {"text": SMALL, "name": "small.yaml", "act": "save"})
    assert Jurisdiction.objects.get(code="yeoju").parent == province.gyeonggi


def test_the_page_says_what_is_wrong_with_a_file(province: Province, admin: Staff, browser: Browser) -> None:
    client, address = browser(admin), reverse("offices:book")
    assert client.post(address, {"act": "look"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    latin = SimpleUploadedFile("x.yaml", "경기".encode("euc-kr"))
    assert client.post(address, {"file": latin}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    wrong = client.post(address, {"text": SMALL.replace("city", "town"), "name": "small.yaml"})
    assert wrong.status_code == HTTPStatus.CONFLICT
    assert "small.yaml:5" in wrong.content.decode()


def test_suwon_takes_no_book_in(province: Province, suwon_admin: Staff, browser: Browser) -> None:
    client = browser(suwon_admin)
    assert client.post(reverse("offices:book"), {"text": SMALL, "act": "save"}).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("offices:download")).status_code == HTTPStatus.OK
