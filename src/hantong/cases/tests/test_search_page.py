"""One box finds a matter by its number, a resident by telephone, address or name, and words in any text."""

import pytest

from hantong.access.models import Staff, Viewing
from hantong.cases.models import Case
from hantong.cases.tests.desk import a_matter, signed_in
from hantong.people.models import ContactPoint, Resident
from hantong.people.name_terms import name_terms
from hantong.project.cast import NOON, Province


@pytest.fixture
def case(province: Province, jiwoo: Staff, ms_han: Resident) -> Case:
    ms_han.name_terms = name_terms(ms_han.name)
    ms_han.save()
    ContactPoint.objects.create(resident=ms_han, kind="email", value="han@example.org", created_at=NOON)
    return a_matter(province, jiwoo, resident=ms_han)


@pytest.mark.parametrize("hyphens", [True, False])
def test_a_number_leads_straight_to_its_matter(case: Case, jiwoo: Staff, hyphens: bool) -> None:
    answer = signed_in(jiwoo).get("/search", {"q": str(case) if hyphens else case.number})
    assert answer["Location"] == f"/cases/{case.number}"


def test_a_misread_number_is_said_to_be_one(case: Case, jiwoo: Staff) -> None:
    wrong = f"{case.number[:-1]}{(int(case.number[-1]) + 1) % 10}"
    page = signed_in(jiwoo).get("/search", {"q": wrong}).content.decode()
    assert "This number was misread" in page


@pytest.mark.parametrize(
    "written", ["031-234-0000", "0312340000", "+82 31 234 0000", "(031) 234 0000", "HAN@example.org", "한영", "영숙"]
)
def test_a_resident_is_found_however_it_is_written(case: Case, jiwoo: Staff, ms_han: Resident, written: str) -> None:
    page = signed_in(jiwoo).get("/search", {"q": written}).content.decode()
    assert f'href="/residents/{ms_han.pk}/"' in page
    assert f'href="/cases/{case.number}"' in page
    assert Viewing.objects.filter(resident_id=ms_han.pk, page="search").exists()


def test_words_are_found_within_longer_ones(case: Case, jiwoo: Staff) -> None:
    assert f'href="/cases/{case.number}"' in signed_in(jiwoo).get("/search", {"q": "횡단보도"}).content.decode()
    assert f'href="/cases/{case.number}"' in signed_in(jiwoo).get("/search", {"q": "crossing"}).content.decode()
    nothing = signed_in(jiwoo).get("/search", {"q": "코끼리"}).content.decode()
    assert "Nothing found" in nothing


@pytest.mark.parametrize("what", ["number", "phone", "words", "name"])
def test_nothing_of_another_jurisdiction_is_found(case: Case, donghyun: Staff, ms_han: Resident, what: str) -> None:
    text = {"number": case.number, "phone": "031-234-0000", "words": "횡단보도", "name": "한영숙"}[what]
    page = signed_in(donghyun).get("/search", {"q": text}).content.decode()
    assert case.title not in page
    assert str(ms_han.pk) not in page


def test_asks_a_constant_number_of_times(
    case: Case, province: Province, jiwoo: Staff, ms_han: Resident, django_assert_max_num_queries: object
) -> None:
    for each in range(15):
        a_matter(province, jiwoo, resident=ms_han, title=f"m{each}")
    client = signed_in(jiwoo)
    for text in ("031-234-0000", "횡단보도", "한영"):
        client.get("/search", {"q": text})
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            client.get("/search", {"q": text})


def test_a_residents_matters_are_a_region_of_their_page(
    case: Case, jiwoo: Staff, donghyun: Staff, governor: Staff, ms_han: Resident
) -> None:
    address = f"/residents/{ms_han.pk}/cases"
    assert case.title in signed_in(jiwoo).get(address).content.decode()
    assert signed_in(donghyun).get(address).status_code == 404
    assert signed_in(governor).get(address).status_code == 403
