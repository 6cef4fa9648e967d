"""Opening a matter."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from hantong.access.models import Staff
from hantong.cases.chain import FIRST, digest_of, link_of
from hantong.cases.models import Case, CaseText, HandOver, History
from hantong.cases.routing import NoRoute
from hantong.cases.tests.conftest import Opener
from hantong.kit.editions import turn
from hantong.offices.directory import directory
from hantong.project.cast import NOON, Province

NIGHT_OF_A_HOLIDAY = datetime(2026, 9, 24, 17, 0, tzinfo=UTC)  # 02:00 on Chuseok, 25 September, in Seoul


def test_from_the_web_goes_to_whoever_is_responsible_and_waits_there(web_case: Case, province: Province) -> None:
    assert web_case.owner_unit == web_case.holder_unit == province.suwon_parking
    assert web_case.owner is None
    assert web_case.routed_by["ground"] == "duty"
    assert not HandOver.objects.exists()


def test_taken_at_the_desk_stays_the_counsellors_and_the_work_is_offered(
    desk_case: Case, jiwoo: Staff, province: Province
) -> None:
    assert (desk_case.owner, desk_case.holder) == (jiwoo, jiwoo)
    offer = HandOver.objects.get(case=desk_case)
    assert offer.to_unit == province.suwon_parking
    assert offer.said == "횡단보도 위에 흰 차가 서 있어요."
    assert offer.expires_at > NOON


def test_promises_seven_working_days_the_first_counted(web_case: Case) -> None:
    assert web_case.due_rule == "kr_days:7"
    assert web_case.due_at == datetime(2026, 3, 12, 14, 59, 59, tzinfo=UTC)


def test_at_two_on_a_holiday_the_promise_counts_from_the_next_working_day(opener: Opener) -> None:
    case = opener(at=NIGHT_OF_A_HOLIDAY)
    assert case.time_band.value == "holiday"
    assert case.due_at == datetime(2026, 10, 7, 14, 59, 59, tzinfo=UTC)


def test_without_a_service_goes_to_the_front_office_of_its_city(opener: Opener, province: Province) -> None:
    case = opener(service=None)
    assert case.holder_unit == province.suwon_office
    assert case.routed_by["ground"] == "front_office"
    assert case.due_at is None


def test_is_refused_where_nobody_would_answer(opener: Opener, province: Province) -> None:
    for jurisdiction in (province.suwon, province.gyeonggi):
        jurisdiction.front_office = None
        jurisdiction.save()
    with pytest.raises(NoRoute), transaction.atomic():
        opener(service=None)
    assert not Case.objects.exists()


def test_writes_a_history_that_is_chained(web_case: Case) -> None:
    before = FIRST
    rows = list(web_case.history.order_by("n"))
    assert [row.kind for row in rows] == ["opened", "routed"]
    for row in rows:
        digest = digest_of(salt=bytes(row.salt), text=row.text, data=row.data)
        assert digest == bytes(row.digest)
        before = link_of(
            before=before, case=row.case_id, n=row.n, kind=row.kind, at=row.at, by=row.by_id, digest=digest
        )
        assert before == bytes(row.hash)
    assert bytes(web_case.head) == before


def test_leaves_a_history_that_nobody_can_rewrite(web_case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        web_case.history.update(text="nothing happened")
    with pytest.raises(IntegrityError), transaction.atomic():
        History.objects.filter(case=web_case)._raw_delete("default")


def test_makes_its_words_findable(web_case: Case) -> None:
    assert "주차" in CaseText.objects.get(pk=web_case.pk).terms


def test_takes_at_most_eight_statements(opener: Opener, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with turn():
        directory()
        opener()
    with turn(), django_assert_max_num_queries(6):
        opener()
