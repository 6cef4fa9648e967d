"""What is known of a resident changes, and the trail says so without saying what."""

from datetime import date

import pytest

from hantong.access.models import AuditEntry, Staff
from hantong.people import actions
from hantong.people.actions.changing import Particulars
from hantong.people.models import Resident
from hantong.people.queries import found
from hantong.people.recognition import Introduction
from hantong.people.refusals import (
    AlreadyReached,
    ConsentGone,
    ConsentStands,
    NothingToKnow,
    SpeaksForThemselves,
    UnreadableContactPoint,
)
from hantong.project.cast import NOON


def test_a_new_name_is_found_and_the_old_one_is_not(jiwoo: Staff, ms_han: Resident) -> None:
    to = Particulars(name="한미숙", language="ko", needs=["large_print"], jurisdiction=None)
    actions.change_resident(resident=ms_han, to=to, by=jiwoo, at=NOON)

    assert [one.pk for one in found(Resident.objects.all(), "미숙")] == [ms_han.pk]
    assert found(Resident.objects.all(), "영숙") == []
    entry = AuditEntry.objects.get()
    assert entry.details == {"changed": ["jurisdiction_id", "name", "needs"]}


def test_numbers_that_identify_people_are_masked_in_remarks(jiwoo: Staff, ms_han: Resident) -> None:
    to = Particulars(name="한영숙", language="ko", needs=[], jurisdiction=None, remarks="주민번호 900101-1234568 확인")
    record = actions.change_resident(resident=ms_han, to=to, by=jiwoo, at=NOON)
    assert "900101" not in record.remarks


def test_a_contact_point_is_added_once_preferred_and_removed(jiwoo: Staff, ms_han: Resident) -> None:
    point = actions.add_contact_point(resident=ms_han, kind="email", value="Han@Example.org", by=jiwoo, at=NOON)
    with pytest.raises(AlreadyReached):
        actions.add_contact_point(resident=ms_han, kind="email", value="han@example.org", by=jiwoo, at=NOON)
    with pytest.raises(UnreadableContactPoint):
        actions.add_contact_point(resident=ms_han, kind="phone", value="없음", by=jiwoo, at=NOON)

    actions.prefer_contact_point(point=point, by=jiwoo, at=NOON)
    point.refresh_from_db()
    assert list(ms_han.contact_points.filter(is_preferred=True)) == [point]

    actions.remove_contact_point(point=point, by=jiwoo, at=NOON)
    assert ms_han.contact_points.get().is_preferred


def test_a_consent_stands_until_it_is_withdrawn(jiwoo: Staff, ms_han: Resident) -> None:
    consent = actions.give_consent(resident=ms_han, purpose="survey", how="전화", by=jiwoo, at=NOON)
    with pytest.raises(ConsentStands):
        actions.give_consent(resident=ms_han, purpose="survey", how="전화", by=jiwoo, at=NOON)

    actions.withdraw_consent(consent=consent, by=jiwoo, at=NOON)
    with pytest.raises(ConsentGone):
        actions.withdraw_consent(consent=consent, by=jiwoo, at=NOON)
    actions.give_consent(resident=ms_han, purpose="survey", how="서면", by=jiwoo, at=NOON)
    assert ms_han.consents.count() == 2


def test_nobody_speaks_for_themselves(jiwoo: Staff, ms_han: Resident) -> None:
    introduction = Introduction(name="이지훈", reached_by=(("phone", "010-2222-3333"),))
    son = actions.add_resident(introduction=introduction, by=jiwoo, at=NOON)
    today = date(2026, 3, 4)
    named = actions.name_spokesperson(resident=ms_han, speaker=son, relation="아들", since=today, by=jiwoo, at=NOON)
    actions.end_spokesperson(spokesperson=named, until=today, by=jiwoo, at=NOON)
    assert ms_han.spoken_for_by.get().until == today
    with pytest.raises(SpeaksForThemselves):
        actions.name_spokesperson(resident=ms_han, speaker=ms_han, relation="본인", since=today, by=jiwoo, at=NOON)


def test_a_record_of_nobody_is_refused(jiwoo: Staff) -> None:
    with pytest.raises(NothingToKnow):
        actions.add_resident(introduction=Introduction(), by=jiwoo, at=NOON)
    with pytest.raises(UnreadableContactPoint):
        actions.add_resident(introduction=Introduction(reached_by=(("phone", "x"),)), by=jiwoo, at=NOON)


@pytest.mark.parametrize("asked", ["영숙", "한영", "031-234-0000", "0312340000", "+82 31 234 0000"])
def test_is_found_by_part_of_the_name_and_any_notation(ms_han: Resident, asked: str) -> None:
    assert [one.pk for one in found(Resident.objects.all(), asked)] == [ms_han.pk]


@pytest.mark.parametrize("asked", ["숙영", "031-234-0001", "nobody@example.org", "1234567890123456"])
def test_is_not_found_by_anything_else(ms_han: Resident, asked: str) -> None:
    assert found(Resident.objects.all(), asked) == []
