"""Two records become one, and two again exactly as they were."""

import pytest

from hantong.access.models import AuditEntry, Staff
from hantong.people.actions import keep_apart, merge_residents, undo_merge
from hantong.people.models import Merge, Resident
from hantong.people.queries import alike, record_ids
from hantong.people.recognition import Introduction, recognise
from hantong.people.refusals import AlreadyMerged, NotMerged, ReasonMissing, SameRecord
from hantong.project.cast import NOON, Province

SAME = "목소리와 주소가 같음"


def known(name: str, phone: str, province: Province | None = None) -> Resident:
    where = province.suwon.pk if province else None
    reached = (("phone", phone),) if phone else ()
    resident = recognise(Introduction(name=name, reached_by=reached, jurisdiction=where), at=NOON)
    assert resident is not None
    return resident


def everything() -> list[object]:
    return list[object](Resident.objects.order_by("pk").values())


def test_is_a_pointer(admin: Staff, ms_han: Resident) -> None:
    other = known("한영숙", "010-9999-0000")
    merge_residents(kept=ms_han, merged=other, reason=SAME, by=admin, at=NOON)

    assert set(record_ids(ms_han)) == {ms_han.pk, other.pk}
    entry = AuditEntry.objects.get(verb="resident.merged")
    assert entry.subject == f"resident:{ms_han.pk}"
    assert "한영숙" not in str(entry.details)


def test_undone_restores_exactly(admin: Staff, province: Province, ms_han: Resident) -> None:
    other = known("한영숙", "010-9999-0000")
    third = known("한영숙 씨", "010-8888-0000")
    Resident.objects.filter(pk=other.pk).update(jurisdiction=province.uijeongbu, known_in=[province.gyeonggi.pk])
    other.refresh_from_db()
    inner = merge_residents(kept=other, merged=third, reason=SAME, by=admin, at=NOON)
    before = everything()
    merge = merge_residents(kept=ms_han, merged=other, reason=SAME, by=admin, at=NOON)
    assert Resident.objects.filter(merged_into=ms_han).count() == 2
    ms_han.refresh_from_db()
    assert set(ms_han.known_in) == {province.uijeongbu.pk, province.gyeonggi.pk}

    undo_merge(merge=merge, by=admin, at=NOON)

    assert everything() == before
    undo_merge(merge=inner, by=admin, at=NOON)
    assert not Resident.objects.filter(merged_into__isnull=False).exists()


def test_undone_out_of_order_does_not_bind_again_what_was_taken_apart(admin: Staff, ms_han: Resident) -> None:
    other, third = known("한영숙", "010-9999-0000"), known("한영숙 씨", "010-8888-0000")
    inner = merge_residents(kept=other, merged=third, reason=SAME, by=admin, at=NOON)
    outer = merge_residents(kept=ms_han, merged=other, reason=SAME, by=admin, at=NOON)

    undo_merge(merge=inner, by=admin, at=NOON)
    undo_merge(merge=outer, by=admin, at=NOON)

    assert not Resident.objects.filter(merged_into__isnull=False).exists()


def test_is_undone_once(admin: Staff, ms_han: Resident) -> None:
    merge = merge_residents(kept=ms_han, merged=known("한", "010-9999-0000"), reason=SAME, by=admin, at=NOON)
    undo_merge(merge=merge, by=admin, at=NOON)
    with pytest.raises(NotMerged):
        undo_merge(merge=merge, by=admin, at=NOON)


def test_refuses_the_same_the_merged_and_the_reasonless(admin: Staff, ms_han: Resident) -> None:
    other = known("한영숙", "010-9999-0000")
    with pytest.raises(SameRecord):
        merge_residents(kept=ms_han, merged=ms_han, reason=SAME, by=admin, at=NOON)
    with pytest.raises(ReasonMissing):
        merge_residents(kept=ms_han, merged=other, reason="  ", by=admin, at=NOON)
    merge_residents(kept=ms_han, merged=other, reason=SAME, by=admin, at=NOON)
    with pytest.raises(AlreadyMerged):
        merge_residents(kept=ms_han, merged=other, reason=SAME, by=admin, at=NOON)
    assert Merge.objects.count() == 1


def test_alike_are_those_who_share_a_number_or_a_name_without_one(
    admin: Staff, province: Province, ms_han: Resident
) -> None:
    shares = known("이지훈", "031-234-0000", province)
    nameless_phone = known("한영숙", "", province)
    known("한영숙", "010-7777-0000", province)  # the same name and a telephone of their own: two people
    everywhere = {"within": [], "is_everything": True}

    pairs = {frozenset((pair.first.pk, pair.second.pk)) for pair in alike(**everywhere)}  # type: ignore[arg-type]

    assert frozenset((ms_han.pk, shares.pk)) in pairs
    assert frozenset((ms_han.pk, nameless_phone.pk)) in pairs
    assert len(pairs) == 3
    assert alike(within=[province.uijeongbu.pk], is_everything=False) == []

    keep_apart(one=ms_han, other=shares, by=admin, at=NOON)
    assert frozenset((ms_han.pk, shares.pk)) not in {
        frozenset((pair.first.pk, pair.second.pk))
        for pair in alike(**everywhere)  # type: ignore[arg-type]
    }
