"""The page of a matter: everything on one screen, for those who may see it."""

import pytest
from django.test import Client

from hantong.access.models import Staff, Viewing
from hantong.cases import actions
from hantong.cases.models import Case
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.catalogue.models import ServiceAttribute
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province

PAGES = (
    "", "/living-parts", "/print", "/assignment", "/hand-over", "/extension", "/closure", "/merger", "/part", "/details",
)  # fmt: skip
WRITES = (
    "/answers", "/notes", "/questions", "/questions/end", "/ownership", "/hand-over/acceptance",
    "/hand-over/withdrawal", "/links",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_works(province: Province, jiwoo: Staff, ms_han: Resident, page: str) -> None:
    case = a_matter(province, jiwoo, resident=ms_han)
    answer = signed_in(jiwoo).get(f"/cases/{case.number}{page}")
    assert answer.status_code == 200
    assert "A car on the crossing" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_is_not_there_for_a_stranger(province: Province, jiwoo: Staff, donghyun: Staff, page: str) -> None:
    case = a_matter(province, jiwoo)
    assert signed_in(donghyun).get(f"/cases/{case.number}{page}").status_code == 404


@pytest.mark.parametrize("page", [*PAGES, *WRITES])
def test_is_closed_to_the_governor(province: Province, jiwoo: Staff, governor: Staff, page: str) -> None:
    case = a_matter(province, jiwoo)
    client = signed_in(governor)
    answer = client.post(f"/cases/{case.number}{page}") if page in WRITES else client.get(f"/cases/{case.number}{page}")
    assert answer.status_code == 403


@pytest.mark.parametrize("page", WRITES)
def test_a_write_is_never_a_get(province: Province, jiwoo: Staff, donghyun: Staff, page: str) -> None:
    case = a_matter(province, jiwoo)
    assert signed_in(jiwoo).get(f"/cases/{case.number}{page}").status_code == 405
    assert signed_in(donghyun).post(f"/cases/{case.number}{page}", {"note-text": "x"}).status_code == 404


def test_asks_somebody_unknown_to_sign_in(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    answer = Client().get(f"/cases/{case.number}")
    assert answer.status_code == 302
    assert "/account/login" in answer["Location"]


def test_hyphens_lead_to_the_same_page_and_a_misread_number_to_none(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    client = signed_in(jiwoo)
    assert client.get(f"/cases/{case}")["Location"] == f"/cases/{case.number}"
    wrong = f"{case.number[:-1]}{(int(case.number[-1]) + 1) % 10}"
    assert client.get(f"/cases/{wrong}").status_code == 404


def test_says_who_looked_at_whose_data(province: Province, jiwoo: Staff, ms_han: Resident) -> None:
    case = a_matter(province, jiwoo, resident=ms_han)
    page = signed_in(jiwoo).get(f"/cases/{case.number}").content.decode()
    assert "한영숙" in page
    assert "031-234-0000" in page
    assert Viewing.objects.get().resident_id == ms_han.pk


def test_an_internal_note_looks_different_from_what_the_resident_sees(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    actions.note(case=case, text="He shouted.", by=jiwoo, at=NOON)
    actions.answer(case=case, text="The car will be towed.", by=jiwoo, at=NOON)
    page = signed_in(jiwoo).get(f"/cases/{case.number}").content.decode()
    assert '<div class="said is-internal">He shouted.</div>' in page
    assert '<div class="said is-ours">The car will be towed.</div>' in page


def test_says_the_other_matters_of_the_resident(province: Province, jiwoo: Staff, ms_han: Resident) -> None:
    case = a_matter(province, jiwoo, resident=ms_han)
    other = a_matter(province, jiwoo, resident=ms_han, title="The pension")
    page = signed_in(jiwoo).get(f"/cases/{case.number}").content.decode()
    assert f'<a href="/cases/{other.number}">The pension</a>' in page


def test_asks_the_database_the_same_few_times_whatever_happened(
    province: Province, jiwoo: Staff, ms_han: Resident, django_assert_max_num_queries: object
) -> None:
    case = a_matter(province, jiwoo, resident=ms_han)
    for each in range(12):
        a_matter(province, jiwoo, resident=ms_han, title=f"Another {each}")
        actions.note(case=case, text=f"note {each}", by=jiwoo, at=NOON)
    client = signed_in(jiwoo)
    client.get(f"/cases/{case.number}")
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        client.get(f"/cases/{case.number}")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_speaks_one_language_at_a_time(province: Province, jiwoo: Staff, language: str) -> None:
    case = a_matter(province, jiwoo)
    page = signed_in(jiwoo, language=language).get(f"/cases/{case.number}").content.decode()
    assert ("Works on it" in page) == (language == "en")
    assert ("처리 담당" in page) == (language == "ko")


def test_what_was_chosen_is_shown_by_its_name(province: Province, jiwoo: Staff) -> None:
    choices = [{"key": "pavement", "names": {"ko": "보도", "en": "The pavement"}}]
    ServiceAttribute.objects.create(
        service=province.passport,
        code="blocked",
        names={"en": "Blocks"},
        datatype="singlevaluelist",
        order=1,
        choices=choices,
    )
    case = a_matter(province, jiwoo)
    Case.objects.filter(pk=case.pk).update(attributes={"blocked": "pavement", "plate": "12가 3456"})
    page = signed_in(jiwoo).get(f"/cases/{case.number}").content.decode()
    assert "The pavement" in page
    assert "12가 3456" in page
    assert ">보도<" in signed_in(jiwoo, language="ko").get(f"/cases/{case.number}").content.decode()
