"""The pages of figures: for those who may see them, of what they may see, and every number leads to its rows."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.cases.tests.desk import signed_in
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province, employ
from hantong.reports.pages import PAGES
from hantong.reports.tests.conftest import NIGHT, a_contact, a_matter, answered_in_writing, settled, told_the_mayor

MARCH = "period=days&from_day=2026-03-01&to_day=2026-03-31"
KEYS = [key for key in PAGES if key != "overview"]


@pytest.fixture
def seoyeon(province: Province) -> Staff:
    """Seo-yeon, who supervises Suwon's front office: a city."""
    return employ("Seo-yeon", "supervisor", province.suwon_office)


@pytest.fixture
def story(province: Province) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    a_contact(province, NOON, Band.DAY)
    a_contact(province, NIGHT, Band.NIGHT, jurisdiction=province.uijeongbu, place=province.call_centre, channel="phone")
    case = settled(province, after=timedelta(days=1), first_answered_at=NOON + timedelta(hours=2))
    answered_in_writing(case, after=timedelta(hours=2))
    told_the_mayor(province, case)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def links(text: str) -> list[tuple[str, str]]:
    """Each number of the page that leads to its rows, with the address."""
    found = re.findall(r'<a href="(/figures/rows\?[^"]+)">([\d,]+)</a>', text)
    return [(unescape(url), number.replace(",", "")) for url, number in found]


@pytest.mark.parametrize("key", ["", *KEYS])
def test_every_page_works_with_and_without_anything_to_count(
    province: Province, yuna: Staff, story: None, key: str
) -> None:
    client = signed_in(yuna)
    text = page(client, f"/figures/{key}?{MARCH}")
    assert "How it is counted" in text
    assert "Chart:" in text
    assert "Nothing to count here" in page(client, f"/figures/{key}?period=days&from_day=1999-01-01&to_day=1999-01-02")


@pytest.mark.parametrize("count", ["contacts", "matters"])
@pytest.mark.parametrize("key", ["", *KEYS])
def test_each_number_counts_exactly_its_rows(
    province: Province, yuna: Staff, story: None, key: str, count: str
) -> None:
    client = signed_in(yuna)
    found = links(page(client, f"/figures/{key}?{MARCH}&count={count}"))
    assert found
    for address, number in found:
        behind = client.get(address)
        assert behind.context["page_obj"].paginator.count == int(number), address


def test_two_headings_and_a_table_of_no_place(province: Province, yuna: Staff, story: None) -> None:
    a_contact(province, NOON, Band.DAY, place=None)
    client = signed_in(yuna)
    text = page(client, f"/figures/bands?{MARCH}&by=place&also=channel")
    assert "No place" in text
    assert all(
        client.get(address).context["page_obj"].paginator.count == int(number) for address, number in links(text)
    )


def test_a_city_sees_the_city(province: Province, seoyeon: Staff, yuna: Staff, story: None) -> None:
    city, all_of_it = page(signed_in(seoyeon), f"/figures/map?{MARCH}"), page(signed_in(yuna), f"/figures/map?{MARCH}")
    assert "Uijeongbu" in all_of_it
    assert "Uijeongbu" not in city
    elsewhere = f"/figures/bands?{MARCH}&jurisdiction={province.uijeongbu.pk}"
    assert "Select a valid choice" in page(signed_in(seoyeon), elsewhere, status=422)
    assert ">4<" not in page(signed_in(seoyeon), f"/figures/bands?{MARCH}")


def test_the_governor_reads_figures_but_no_rows(province: Province, governor: Staff, story: None) -> None:
    client = signed_in(governor)
    text = page(client, f"/figures/bands?{MARCH}")
    assert links(text) == []
    assert "Parquet" not in text
    page(client, f"/figures/rows?{MARCH}", status=403)


def test_who_may_not_see_figures_is_refused(province: Province, jiwoo: Staff) -> None:
    client = signed_in(jiwoo)
    for address in ("/figures/", "/figures/map", "/figures/charts/bands.svg"):
        page(client, address, status=403)
    assert Client().get("/figures/").status_code == 302


def test_nothing_is_written_and_nothing_unknown_is_found(province: Province, yuna: Staff) -> None:
    client = signed_in(yuna)
    assert client.post("/figures/").status_code == 405
    page(client, "/figures/weather", status=404)
    page(client, "/figures/charts/weather.svg", status=404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("period=days&from_day=2026-03-09&to_day=2026-03-01", "choose a later one"),
        ("period=days&from_day=1900-01-01&to_day=2026-03-01", "choose a shorter period"),
        ("from_day=yesterday", "Enter a valid date"),
        ("period=moon", "Select a valid choice"),
        ("place=nowhere", "Select a valid choice"),
    ],
)
def test_what_is_wrong_in_the_address_is_named(province: Province, yuna: Staff, query: str, said: str) -> None:
    assert said in page(signed_in(yuna), f"/figures/?{query}", status=422)
    assert said in page(signed_in(yuna), f"/figures/rows?{query}", status=422)


def test_a_supervisor_finds_last_nights_share(province: Province, yuna: Staff) -> None:
    local = localtime(now())
    night = local.replace(hour=2, minute=0, second=0, microsecond=0)
    if local.hour >= 18:
        night += timedelta(days=1)
    a_contact(province, night, Band.NIGHT)
    a_contact(province, night - timedelta(hours=10), Band.DAY)  # 16:00: the afternoon before
    client = signed_in(yuna)
    text = page(client, "/figures/bands?period=last_night")
    assert "100.0 %" in text
    assert [number for _, number in links(text)] == ["1", "1", "1"]


def test_a_page_is_korean_for_koreans(province: Province, yuna: Staff, story: None) -> None:
    text = page(signed_in(yuna, language="ko"), f"/figures/?{MARCH}")
    assert "근무시간 외 비율" in text
    assert "전년 같은 기간 없음" in text


def test_rows_are_listed_with_their_state(province: Province, yuna: Staff, story: None) -> None:
    a_matter(province)
    text = page(signed_in(yuna), f"/figures/rows?{MARCH}&count=matters&state=settled")
    case = Case.objects.get(closed_at__isnull=False)
    assert str(case) in text
    assert "Done" in text
    assert "1 row" in text
    assert Contact.objects.count() == 4
