"""Groups, retention classes, and the whole catalogue as a YAML file."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.catalogue import actions
from hantong.catalogue.models import RetentionClass, Service, ServiceGroup
from hantong.catalogue.reading import group_facts
from hantong.catalogue.tests.test_attributes import COLOUR, PLATE
from hantong.catalogue.yaml_book import as_yaml, stored_pages
from hantong.catalogue.yaml_reading import read_yaml
from hantong.offices.facts import mark_of
from hantong.offices.refusals import InUse
from hantong.offices.yaml_entries import FileRefused
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
SMALL = """format: hantong-catalogue-1
services:
  - jurisdiction: gyeonggi
    code: noise
    names: {ko: 소음 신고}
    deadline: kr_days:7
    attributes:
      - {code: when, names: {ko: 언제}, datatype: datetime, required: true}
"""


@pytest.fixture
def furnished(province: Province, admin: Staff) -> Province:
    """Give the province with everything that a service can have."""
    actions.set_attributes(service=province.parking, attributes=[COLOUR, PLATE], by=admin, at=NOON)
    Service.objects.filter(pk=province.parking.pk).update(
        descriptions={"ko": "길을 막은 차\n바로 봅니다", "en": "Blocked roads"},
        keywords=["차", "no", "1234"],
        languages=["ko", "vi"],
        standard_answers={"ko": "{name}님, 접수했습니다.\n{link}"},
        is_public=False,
    )
    return province


def test_what_comes_out_goes_in_exactly(furnished: Province, admin: Staff) -> None:
    text = as_yaml(stored_pages())
    book = read_yaml(text, name="catalogue.yaml")
    assert book == stored_pages()
    assert as_yaml(book) == text
    assert actions.import_catalogue(book=book, by=admin, at=NOON) == []


def test_a_book_fills_an_empty_catalogue(furnished: Province, admin: Staff) -> None:
    text = as_yaml(stored_pages())
    for model in (Service, ServiceGroup, RetentionClass):
        model.objects.all().delete()
    actions.import_catalogue(book=read_yaml(text, name="catalogue.yaml"), by=admin, at=NOON)
    assert as_yaml(stored_pages()) == text


def test_a_dry_run_tells_and_writes_nothing(province: Province, admin: Staff) -> None:
    book = read_yaml(SMALL, name="small.yaml")
    changes = actions.import_catalogue(book=book, by=admin, at=NOON, is_dry_run=True)
    assert [str(change) for change in changes] == ["+ services[gyeonggi/noise]"]
    assert not Service.objects.filter(code="noise").exists()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("kr_days:7", "seven days", "small.yaml:6: services[noise].deadline: "),
        ("datatype: datetime", "datatype: moment", "small.yaml:8: services[noise].attributes[when].datatype: "),
        ("required: true", "required: perhaps", "small.yaml:8: services[noise].attributes[when].required: "),
        ("code: noise", "code: noise\n    group: {a: b}", "small.yaml:5: services[noise].group: "),
    ],
)
def test_a_fault_names_file_line_and_field(before: str, after: str, fault: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_yaml(SMALL.replace(before, after), name="small.yaml")
    assert str(refused.value).startswith(fault)


def test_a_group_is_added_changed_and_kept_while_used(province: Province, admin: Staff, browser: Browser) -> None:
    client = browser(admin)
    client.post(reverse("catalogue:new_group"), {"code": "welfare", "name_ko": "복지", "rank": "3"})
    assert ServiceGroup.objects.get(pk="welfare").rank == 3
    roads = ServiceGroup.objects.get(pk="roads")
    seen = mark_of(group_facts(roads))
    client.post(reverse("catalogue:group", args=["roads"]), {"name_ko": "도로", "rank": "1", "seen": seen})
    assert ServiceGroup.objects.get(pk="roads").names["ko"] == "도로"
    with pytest.raises(InUse):
        actions.remove_group(group=roads, by=admin, at=NOON)
    client.post(reverse("catalogue:remove_group", args=["welfare"]))
    assert not ServiceGroup.objects.filter(pk="welfare").exists()


def test_a_new_group_does_not_overwrite_one_of_that_code(province: Province, admin: Staff, browser: Browser) -> None:
    page = browser(admin).post(reverse("catalogue:new_group"), {"code": "roads", "name_ko": "길", "rank": "0"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert ServiceGroup.objects.get(pk="roads").names["ko"] == "도로·교통"


def test_a_retention_class_is_changed_by_the_provinces_administrator_only(
    province: Province, admin: Staff, suwon_admin: Staff, browser: Browser
) -> None:
    sent = {"code": "certificate", "name_ko": "증명", "keep_days": "180", "basis": "민원처리법 시행령"}
    address = reverse("catalogue:new_retention")
    assert browser(suwon_admin).post(address, sent).status_code == HTTPStatus.FORBIDDEN
    browser(admin).post(address, sent)
    assert RetentionClass.objects.get(pk="certificate").keep_days == 180
