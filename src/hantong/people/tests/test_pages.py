"""Pages about residents: they work, and every look is recorded."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hantong.access.models import AuditEntry, Staff, Viewing
from hantong.people import actions
from hantong.people.models import LegalHold, Merge, Resident
from hantong.people.recognition import Introduction
from hantong.project.cast import NOON, Province


def test_searching_finds_and_is_recorded(jiwoo: Staff, ms_han: Resident, client: Client) -> None:
    client.force_login(jiwoo)
    for asked in ("영숙", "031 234 0000"):
        assert "한영숙" in client.get("/residents/", {"q": asked}).content.decode()
    assert "찾은 사람 없음" in client.get("/residents/", {"q": "없는사람"}).content.decode()
    assert [(look.resident_id, look.page) for look in Viewing.objects.all()] == [(ms_han.pk, "resident_search")]


def test_a_stranger_neither_finds_nor_opens(ms_han: Resident, donghyun: Staff, client: Client) -> None:
    client.force_login(donghyun)
    assert "한영숙" not in client.get("/residents/", {"q": "031-234-0000"}).content.decode()
    assert client.get(f"/residents/{ms_han.pk}/").status_code == 404
    assert not Viewing.objects.exists()


def test_the_page_shows_everything_and_is_recorded(jiwoo: Staff, ms_han: Resident, client: Client) -> None:
    client.force_login(jiwoo)
    text = client.get(f"/residents/{ms_han.pk}/").content.decode()
    for part in ("한영숙", "031-234-0000", "수원시", "동의", "대리인", f"/residents/{ms_han.pk}/cases"):
        assert part in text
    assert "파기 …" not in text  # a counsellor does not erase
    assert Viewing.objects.get().page == "resident"


def test_an_officials_page_has_no_buttons_that_would_be_refused(
    ms_han: Resident, hyunwoo: Staff, client: Client
) -> None:
    client.force_login(hyunwoo)
    text = client.get(f"/residents/{ms_han.pk}/").content.decode()
    assert "contact-points" not in text
    assert client.post(f"/residents/{ms_han.pk}/contact-points/", {}).status_code == 403


def test_particulars_are_changed_and_masked(jiwoo: Staff, ms_han: Resident, client: Client) -> None:
    client.force_login(jiwoo)
    form = {
        "name": "한미숙",
        "language": "en",
        "needs": ["interpreter"],
        "jurisdiction": "",
        "remarks": "900101-1234568",
    }
    assert client.post(f"/residents/{ms_han.pk}/particulars/", form).status_code == 302
    ms_han.refresh_from_db()
    assert (ms_han.name, ms_han.language, ms_han.needs, ms_han.jurisdiction_id) == (
        "한미숙",
        "en",
        ["interpreter"],
        None,
    )
    assert "900101" not in ms_han.remarks


def test_what_is_wrong_is_said_beside_the_field(jiwoo: Staff, ms_han: Resident, client: Client) -> None:
    client.force_login(jiwoo)
    wrong = client.post(f"/residents/{ms_han.pk}/contact-points/", {"kind": "phone", "value": "없음"})
    assert wrong.status_code == 422
    assert "name@example.org처럼" in wrong.content.decode()
    nobody = {"reached_at": "010-0000-0000", "relation": "아들", "since": "2026-03-04"}
    assert "먼저 그 사람을 등록" in client.post(f"/residents/{ms_han.pk}/spokespersons/", nobody).content.decode()
    empty = client.post("/residents/new/", {"language": "ko", "name": "", "jurisdiction": ""})
    assert empty.status_code == 422


def test_contact_points_consents_and_spokespersons_come_and_go(
    jiwoo: Staff, ms_han: Resident, province: Province, client: Client
) -> None:
    client.force_login(jiwoo)
    introduction = Introduction(name="이지훈", reached_by=(("phone", "010-2222-3333"),), jurisdiction=province.suwon.pk)
    son = actions.add_resident(introduction=introduction, by=jiwoo, at=NOON)
    page = f"/residents/{ms_han.pk}"

    client.post(f"{page}/contact-points/", {"kind": "email", "value": "han@example.org"})
    mail = ms_han.contact_points.get(kind="email")
    client.post(f"{page}/contact-points/{mail.pk}/preference/")
    mail.refresh_from_db()
    assert mail.is_preferred
    client.post(f"{page}/contact-points/{mail.pk}/removal/")
    assert not ms_han.contact_points.filter(kind="email").exists()

    client.post(f"{page}/consents/", {"purpose": "survey", "how": "전화"})
    client.post(f"{page}/consents/{ms_han.consents.get().pk}/withdrawal/")
    assert ms_han.consents.get().withdrawn_at is not None

    client.post(f"{page}/spokespersons/", {"reached_at": "010-2222-3333", "relation": "아들", "since": "2026-03-04"})
    named = ms_han.spoken_for_by.get()
    assert named.speaker == son
    client.post(f"{page}/spokespersons/{named.pk}/end/")
    named.refresh_from_db()
    assert named.until is not None


def test_merging_and_undoing_by_the_pages(jiwoo: Staff, ms_han: Resident, province: Province, client: Client) -> None:
    client.force_login(jiwoo)
    introduction = Introduction(name="한씨", reached_by=(("phone", "031-234-0000"),), jurisdiction=province.suwon.pk)
    other = actions.add_resident(introduction=introduction, by=jiwoo, at=NOON)
    assert "공통: 031-234-0000" in client.get("/residents/duplicates/").content.decode()
    assert Viewing.objects.filter(page="duplicates").count() == 2

    client.post(f"/residents/{ms_han.pk}/merges/with/{other.pk}/", {"reason": "같은 분"})
    assert client.get(f"/residents/{other.pk}/")["Location"] == f"/residents/{ms_han.pk}/"
    assert "같은 분" in client.get(f"/residents/{ms_han.pk}/").content.decode()
    client.post(f"/residents/{ms_han.pk}/merges/{Merge.objects.get().pk}/undoing/")
    assert client.get(f"/residents/{other.pk}/").status_code == 200

    client.post(f"/residents/{ms_han.pk}/separation/from/{other.pk}/")
    assert "공통" not in client.get("/residents/duplicates/").content.decode()


def test_nobody_merges_with_a_record_they_cannot_see(
    ms_han: Resident, province: Province, admin: Staff, client: Client
) -> None:
    from hantong.project.cast import employ

    introduction = Introduction(name="의정부 사람", jurisdiction=province.uijeongbu.pk)
    mine = actions.add_resident(introduction=introduction, by=admin, at=NOON)
    client.force_login(employ("Soo-jin", "administrator", province.uijeongbu_office))
    for kept, merged in ((mine, ms_han), (ms_han, mine)):
        assert client.post(f"/residents/{kept.pk}/merges/with/{merged.pk}/", {"reason": "x"}).status_code == 404


def test_holds_are_placed_and_released_with_a_reason(admin: Staff, ms_han: Resident, client: Client) -> None:
    client.force_login(admin)
    assert client.post(f"/residents/{ms_han.pk}/holds/", {"reason": ""}).status_code == 422
    client.post(f"/residents/{ms_han.pk}/holds/", {"reason": "소송 중"})
    text = client.get(f"/residents/{ms_han.pk}/").content.decode()
    assert "파기 보류 중" in text
    assert "소송 중" in text
    client.post(f"/residents/{ms_han.pk}/holds/{LegalHold.objects.get().pk}/release/")
    assert LegalHold.objects.get().released_by == admin
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"resident.held", "resident.released"}


def test_the_page_costs_the_same_for_many_contact_points(
    jiwoo: Staff, ms_han: Resident, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(jiwoo)
    for number in range(30):
        actions.add_contact_point(resident=ms_han, kind="phone", value=f"010-1000-{number:04}", by=jiwoo, at=NOON)
    with django_assert_max_num_queries(26):
        client.get(f"/residents/{ms_han.pk}/")


def test_a_list_costs_the_same_for_many_residents(
    jiwoo: Staff, province: Province, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(jiwoo)
    for number in range(30):
        introduction = Introduction(
            name=f"김수원{number}", reached_by=(("phone", f"010-1000-{number:04}"),), jurisdiction=province.suwon.pk
        )
        actions.add_resident(introduction=introduction, by=jiwoo, at=NOON)
    with django_assert_max_num_queries(18):
        assert "김수원29" in client.get("/residents/", {"q": "수원"}).content.decode()
