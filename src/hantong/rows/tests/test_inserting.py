"""Rows that are put in together are read back as they were, in whatever type of column their values stand."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from hantong.access.models import Staff
from hantong.cases.models import Case, History
from hantong.channels.sms.models import Text
from hantong.contacts.models import RawArrival
from hantong.kit.ids import new_id
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province
from hantong.rows.inserting import insert

WORDS = '‘따옴표’ "quoted" \\x41 \\u0041 %s 100 % {}\t\n한글 🛴'


def values(row: Model) -> dict[str, Any]:
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


def resident(**changes: Any) -> Resident:
    plain: dict[str, Any] = {"name": WORDS, "name_terms": ["따옴", "x,y", "{", 'a"b', "NULL", ""], "created_at": NOON}
    return Resident(**plain | changes)


@pytest.fixture
def rows(province: Province, jiwoo: Staff) -> list[Model]:
    """Give rows with values of every type of column that the house has."""
    case = Case(
        number="104100000001", jurisdiction=province.suwon, channel="web", title=WORDS, said_at=NOON, recorded_at=NOON,
        changed_at=NOON, band=1, owner_unit_id=province.roads.pk, holder_unit_id=province.roads.pk, lat=37.263573,
        lon=0.1 + 0.2, attributes={"깊이": [1, 2.5, None, {"a": WORDS}]}, head=bytes(range(256))[:32],
    )  # fmt: skip
    step = History(
        case=case, n=1, kind=History.Kind.OPENED, at=NOON, by=jiwoo, text=WORDS, data={"x": WORDS, "no": None},
        salt=b"\x00\xff", digest=b"\\x", hash=b"",
    )  # fmt: skip
    raw = RawArrival(channel="email", key="k", arrived_at=NOON, size_bytes=2**40, content=bytes(range(256)))
    text = Text(key="k", next_at=NOON, created_at=NOON, cost_krw=Decimal("9.90"))
    return [resident(known_in=[new_id(), new_id()]), resident(known_in=[], name_terms=[]), case, step, raw, text]


def test_they_are_read_back_as_they_were(rows: list[Model]) -> None:
    for row in rows:
        insert([row])
        assert values(type(row)._default_manager.get(pk=row.pk)) == values(row)
        assert not row._state.adding


def test_many_are_one_statement_and_none_are_no_statement(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        insert([resident(name=str(n)) for n in range(50)])
        insert([])
    assert Resident.objects.count() == 50


def test_where_one_cannot_be_in_none_is(db: None) -> None:
    same = resident()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([resident(), same, same])
    assert not Resident.objects.exists()


def test_what_no_column_can_hold_is_refused(db: None) -> None:
    with pytest.raises(TypeError, match="object has no form"):
        insert([resident(name=object())])
