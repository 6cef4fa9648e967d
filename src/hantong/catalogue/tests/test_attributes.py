"""What a service asks: Open311's types, in an order, with values to choose from."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from hantong.access.models import Staff
from hantong.catalogue import actions
from hantong.catalogue.facts import AttributeFacts, ChoiceFacts
from hantong.catalogue.models import ServiceAttribute
from hantong.catalogue.reading import attributes_of
from hantong.catalogue.refusals import AttributeTwice, ChoicesMissing
from hantong.offices.facts import mark_of
from hantong.offices.refusals import StaleEdit
from hantong.project.cast import NOON, Province

Browser = Callable[[Staff | None], Client]
PLATE = AttributeFacts(
    code="plate", names={"ko": "차량 번호", "en": "Number plate"}, datatype="string", is_required=True
)
COLOUR = AttributeFacts(
    code="colour",
    names={"ko": "색"},
    datatype="singlevaluelist",
    choices=(ChoiceFacts(key="w", names={"ko": "흰색", "en": "white"}), ChoiceFacts(key="b", names={"ko": "검정"})),
)


def test_questions_keep_their_order_when_it_changes(province: Province, admin: Staff) -> None:
    actions.set_attributes(service=province.parking, attributes=[PLATE, COLOUR], by=admin, at=NOON)
    first = ServiceAttribute.objects.get(code="plate").pk
    actions.set_attributes(service=province.parking, attributes=[COLOUR, PLATE], by=admin, at=NOON)
    assert attributes_of(province.parking) == (COLOUR, PLATE)
    assert ServiceAttribute.objects.get(code="plate").pk == first


def test_a_list_needs_values(province: Province, admin: Staff) -> None:
    empty = AttributeFacts(code="colour", names={"ko": "색"}, datatype="multivaluelist")
    with pytest.raises(ChoicesMissing):
        actions.set_attributes(service=province.parking, attributes=[empty], by=admin, at=NOON)


def test_a_code_stands_once(province: Province, admin: Staff) -> None:
    with pytest.raises(AttributeTwice):
        actions.set_attributes(service=province.parking, attributes=[PLATE, PLATE], by=admin, at=NOON)


def test_stale_questions_are_not_saved(province: Province, admin: Staff) -> None:
    seen = mark_of(attributes_of(province.parking))
    actions.set_attributes(service=province.parking, attributes=[PLATE], by=admin, at=NOON)
    with pytest.raises(StaleEdit):
        actions.set_attributes(service=province.parking, attributes=[], seen=seen, by=admin, at=NOON)


def sent(*rows: dict[str, str], initial: int = 0) -> dict[str, object]:
    found: dict[str, object] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    for n, row in enumerate(rows):
        found |= {f"form-{n}-{name}": value for name, value in row.items()}
    return found


def test_the_page_reads_values_line_by_line(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("catalogue:attributes", args=[province.parking.pk])
    rows = (
        {
            "code": "plate",
            "name_ko": "차량 번호",
            "name_en": "Number plate",
            "datatype": "string",
            "is_required": "on",
            "ORDER": "2",
        },
        {
            "code": "colour",
            "name_ko": "색",
            "datatype": "singlevaluelist",
            "choices": "w | 흰색 | white\nb | 검정",
            "ORDER": "1",
        },
    )
    page = browser(admin).post(address, sent(*rows))
    assert page.status_code == HTTPStatus.FOUND
    assert attributes_of(province.parking) == (COLOUR, PLATE)


def test_the_page_says_how_a_value_is_written(province: Province, admin: Staff, browser: Browser) -> None:
    address = reverse("catalogue:attributes", args=[province.parking.pk])
    row = {"code": "colour", "name_ko": "색", "datatype": "singlevaluelist", "choices": "white", "ORDER": "1"}
    page = browser(admin).post(address, sent(row))
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "key | Korean | English" in page.content.decode()


def test_a_question_is_taken_out_on_the_page(province: Province, admin: Staff, browser: Browser) -> None:
    actions.set_attributes(service=province.parking, attributes=[PLATE], by=admin, at=NOON)
    address = reverse("catalogue:attributes", args=[province.parking.pk])
    row = {"code": "plate", "name_ko": "차량 번호", "datatype": "string", "ORDER": "1", "DELETE": "on"}
    browser(admin).post(address, sent(row, initial=1))
    assert attributes_of(province.parking) == ()
