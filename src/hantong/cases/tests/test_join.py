"""Merging, splitting and linking matters."""

from datetime import timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.actions import Ending, Opening, close, link, merge, split
from hantong.cases.models import Case, Link
from hantong.cases.queries import likely_duplicates
from hantong.cases.refusals import MergeImpossible
from hantong.cases.tests.conftest import Opener
from hantong.project.cast import NOON, Province

SPOT = {"lat": 37.2660, "lon": 127.0000}


def test_the_merged_one_ends_as_a_duplicate_and_both_say_so(opener: Opener, hyunwoo: Staff) -> None:
    first, second = opener(), opener()
    merge(case=second, into=first, text="이미 접수된 신고와 합쳤습니다.", by=hyunwoo, at=NOON)
    second.refresh_from_db()
    assert second.end_state == "duplicate"
    assert second.merged_into == first
    assert first.history.filter(kind="merged").exists()


def test_into_itself_or_into_a_settled_one_is_refused(opener: Opener, hyunwoo: Staff) -> None:
    first, second = opener(), opener()
    with pytest.raises(MergeImpossible):
        merge(case=first, into=first, text="?", by=hyunwoo, at=NOON)
    close(case=first, ending=Ending(end_state=Case.EndState.DONE, text="끝"), by=hyunwoo, at=NOON)
    with pytest.raises(MergeImpossible):
        merge(case=second, into=first, text="?", by=hyunwoo, at=NOON)


def test_a_part_becomes_a_matter_of_its_own(opener: Opener, hyunwoo: Staff, province: Province) -> None:
    whole = opener()
    part = split(
        case=whole,
        opening=Opening(
            jurisdiction=province.suwon.pk,
            channel="web",
            title="도로 파손",
            text="그 옆에 구멍도 있어요.",
            said_at=NOON,
            service=province.pothole,
        ),
        by=hyunwoo,
        unit=province.suwon_parking.pk,
        at=NOON,
    )
    assert Link.objects.get(first=whole, second=part).kind == "split"
    assert part.number != whole.number


def test_linked_twice_is_one_link(opener: Opener, hyunwoo: Staff) -> None:
    first, second = opener(), opener()
    assert link(case=first, other=second, by=hyunwoo, at=NOON) == link(case=second, other=first, by=hyunwoo, at=NOON)
    assert first.history.filter(kind="linked").count() == 1


def test_what_was_reported_near_by_is_suggested(opener: Opener, province: Province) -> None:
    known = opener(**SPOT)
    opener(lat=37.30, lon=127.0)
    opener(**SPOT, at=NOON - timedelta(days=4))
    found = likely_duplicates(
        jurisdiction=province.suwon.pk,
        service=province.parking.pk,
        said_at=NOON + timedelta(hours=1),
        lat=37.2663,
        lon=127.0002,
        address="",
    )
    assert found == [known]
