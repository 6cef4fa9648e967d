"""A resident's rights through every room: everything as a file, everything erased, unless a hold stands."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from hantong.access.models import AuditEntry, Staff, Viewing
from hantong.access.queries import verify_chain
from hantong.cases.actions import Ending, NewFile, attach, close, keep_files, note
from hantong.cases.chain_check import verify_histories
from hantong.cases.file_store import path_of
from hantong.cases.models import Attachment, Case, CaseText, History
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import Contact
from hantong.kit.ids import new_id
from hantong.people import actions
from hantong.people.models import ContactPoint, Resident, Tombstone
from hantong.people.refusals import AlreadyErased, Held, HoldReleased, OpenMatters
from hantong.project.cast import NOON, Province

WORDS = "집 앞에 흰 차가 서 있어요"
LATER = NOON + timedelta(days=1096)
PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00"
    b"\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


def said(province: Province, phone: str = "031-234-0000", name: str = "한영숙") -> Case:
    arrival = Arrival(
        id=new_id(),
        channel="web",
        key=f"web-{new_id()}",
        said_at=NOON,
        text=WORDS,
        jurisdiction=province.suwon.pk,
        service=province.parking.pk,
        name=name,
        reached_by=(ReachedBy(kind="phone", value=phone),),
        address="수원시 팔달구 1",
    )
    case = receive(arrival=arrival, at=NOON).case
    assert case is not None
    return case


def settled(case: Case, by: Staff) -> Case:
    close(case=case, ending=Ending(end_state=Case.EndState.DONE, text="차를 옮겼습니다"), by=by, at=NOON)
    return case


def everything_stored() -> str:
    """Give every text that the rooms keep, as one."""
    tables = (Case, History, Contact, CaseText, Attachment, Resident, ContactPoint, AuditEntry)
    return str([list(table.objects.values()) for table in tables])


def test_erased_on_request_nothing_is_left_but_counts(
    province: Province,
    ms_han: Resident,
    admin: Staff,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    case = said(province)
    [photo] = attach(case=case, files=keep_files([NewFile(name="한영숙.png", content=PHOTO)]), by=None, at=NOON)
    settled(case, admin)
    assert path_of(photo.sha256).exists()
    figures = Case.objects.values("service", "channel", "said_at", "band", "closed_at").get()

    with django_capture_on_commit_callbacks(execute=True):
        stone = actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)

    stored = everything_stored()
    for personal in ("한영숙", "흰 차", "팔달구", "+82312340000", "차를 옮겼습니다", "영숙"):
        assert personal not in stored
    assert stone.counts == {
        "cases": 1, "attachments": 1, "contacts": 1, "messages": stone.counts["messages"], "residents": 1,
        "contact_points": 1, "consents": 0, "social_posts": 0,
    }  # fmt: skip
    assert Case.objects.values("service", "channel", "said_at", "band", "closed_at").get() == figures
    assert not path_of(photo.sha256).exists()
    assert verify_histories().is_whole
    assert verify_chain().is_whole


def test_an_erased_history_cannot_be_guessed(province: Province, ms_han: Resident, admin: Staff) -> None:
    settled(said(province), admin)
    actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)
    assert {bytes(row.salt) for row in History.objects.all()} == {b""}


def test_a_file_that_another_matter_needs_stays(
    province: Province,
    ms_han: Resident,
    admin: Staff,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mine, theirs = said(province), said(province, phone="010-5555-0000", name="이지훈")
    files = keep_files([NewFile(name="사진.png", content=PHOTO)])
    for case in (mine, theirs):
        attach(case=case, files=files, by=None, at=NOON)
    settled(mine, admin)

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)

    assert path_of(files[0].sha256).exists()
    assert Attachment.objects.filter(erased_at__isnull=True).get().case_id == theirs.pk


def test_refused_while_a_matter_is_open(province: Province, ms_han: Resident, admin: Staff) -> None:
    said(province)
    with pytest.raises(OpenMatters):
        actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)


def test_refused_while_a_hold_stands_and_done_after(province: Province, ms_han: Resident, admin: Staff) -> None:
    settled(said(province), admin)
    hold = actions.place_hold(resident=ms_han, reason="소송 중", by=admin, at=NOON)
    with pytest.raises(Held) as refused:
        actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)
    assert "소송 중" in str(refused.value.said)
    assert actions.destroy_expired(at=LATER) == {}
    assert WORDS in everything_stored()

    actions.release_hold(hold=hold, by=admin, at=LATER)
    with pytest.raises(HoldReleased):
        actions.release_hold(hold=hold, by=admin, at=LATER)
    actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)
    with pytest.raises(AlreadyErased):
        actions.erase_resident(resident=ms_han, reason="본인 요청", by=admin, at=LATER)


def test_a_hold_on_a_merged_record_holds_all(province: Province, ms_han: Resident, admin: Staff) -> None:
    other = settled(said(province, phone="010-5555-0000"), admin).resident
    assert other is not None
    actions.merge_residents(kept=ms_han, merged=other, reason="같은 분", by=admin, at=NOON)
    actions.place_hold(resident=ms_han, reason="소송 중", by=admin, at=NOON)

    assert actions.destroy_expired(at=LATER) == {}


def test_destroyed_when_the_time_is_over_and_not_a_day_before(
    province: Province, ms_han: Resident, admin: Staff
) -> None:
    settled(said(province), admin)
    open_still = said(province, phone="010-5555-0000", name="이지훈")

    assert actions.destroy_expired(at=NOON + timedelta(days=1095)) == {}
    counts = actions.destroy_expired(at=LATER)

    assert counts == {"cases": 1, "attachments": 0, "contacts": 1, "residents": 1}
    stones = Tombstone.objects.order_by("at", "pk")
    assert {(stone.retention, stone.jurisdiction_id, stone.ground) for stone in stones} == {
        ("petition", province.suwon.pk, "retention")
    }
    ms_han.refresh_from_db()
    assert ms_han.erased_at == LATER
    open_still.refresh_from_db()
    assert open_still.erased_at is None
    assert "흰 차" in str(list(History.objects.filter(case=open_still).values()))
    assert actions.destroy_expired(at=LATER) == {}
    assert verify_histories().is_whole


def test_somebody_with_a_younger_matter_is_still_known(province: Province, ms_han: Resident, admin: Staff) -> None:
    settled(said(province), admin)
    younger = said(province)
    actions.destroy_expired(at=LATER)
    younger.refresh_from_db()
    ms_han.refresh_from_db()
    assert younger.resident_id == ms_han.pk
    assert ms_han.erased_at is None


def test_the_page_says_what_is_due_without_destroying_it(
    province: Province, ms_han: Resident, admin: Staff, client: Client
) -> None:
    case = settled(said(province), admin)
    Case.objects.filter(pk=case.pk).update(closed_at=NOON - timedelta(days=5000))
    client.force_login(admin)

    text = client.get("/residents/retention/").content.decode()

    assert "petition" in text
    assert "수원시" in text
    case.refresh_from_db()
    assert case.erased_at is None


def test_the_file_holds_everything_of_every_room(
    province: Province, ms_han: Resident, admin: Staff, client: Client
) -> None:
    case = said(province)
    attach(case=case, files=keep_files([NewFile(name="사진.png", content=PHOTO)]), by=None, at=NOON)
    actions.give_consent(resident=ms_han, purpose="survey", how="전화", by=admin, at=NOON)
    client.force_login(admin)

    answer = client.post(f"/residents/{ms_han.pk}/export/")

    archive = zipfile.ZipFile(BytesIO(answer.content))
    data = json.loads(archive.read("data.json"))
    assert data["residents"][0]["name"] == "한영숙"
    assert data["contact_points"][0]["value"] == "031-234-0000"
    assert data["cases"][0]["number"] == str(case)
    assert WORDS in str(data["history"])
    assert WORDS in data["contacts"][0]["text"]
    assert data["consents"][0]["how"] == "전화"
    page = archive.read("index.html").decode()
    assert WORDS in page
    assert 'lang="ko"' in page
    assert len([name for name in archive.namelist() if name.startswith("files/") and name.endswith(".png")]) == 1
    assert AuditEntry.objects.filter(verb="resident.exported").count() == 1
    assert Viewing.objects.get(page="resident_export").resident_id == ms_han.pk


def test_erasing_by_the_page_says_why_not(province: Province, ms_han: Resident, admin: Staff, client: Client) -> None:
    case = said(province)
    client.force_login(admin)
    assert "아직 열려" in client.get(f"/residents/{ms_han.pk}/erasure/").content.decode()
    assert client.post(f"/residents/{ms_han.pk}/erasure/", {"reason": "요청"}).status_code == 422

    settled(case, admin)
    done = client.post(f"/residents/{ms_han.pk}/erasure/", {"reason": "요청"}, follow=True)
    assert done.redirect_chain[-1][0] == "/residents/tombstones/"
    assert client.get(f"/residents/{ms_han.pk}/").status_code == 404


def test_a_row_changed_removed_or_cut_off_is_found(province: Province, ms_han: Resident, admin: Staff) -> None:
    from django.db import connection

    case = said(province)
    note(case=case, text="첫 번째", by=admin, at=NOON)
    note(case=case, text="두 번째", by=admin, at=NOON)
    check = verify_histories()
    assert check.is_whole
    assert check.rows == History.objects.count()
    last = History.objects.order_by("-n")[0].n

    def tampered(statement: str, *values: int) -> str:
        from django.db import transaction

        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL hantong.erasing = 'on'")
                    cursor.execute(statement, values)
                broken = verify_histories().broken
                raise InterruptedError(broken.why if broken else "whole")
        except InterruptedError as found:
            return str(found)

    assert tampered("UPDATE cases_history SET text = 'x' WHERE n = %s", last) == "changed"
    assert tampered("UPDATE cases_history SET kind = 'note', by_id = NULL WHERE n = %s", last) == "unlinked"
    assert tampered("DELETE FROM cases_history WHERE n = %s", last - 1) == "missing"
    assert tampered("DELETE FROM cases_history WHERE n = %s", last) == "cut off"
