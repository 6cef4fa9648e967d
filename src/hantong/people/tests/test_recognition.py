"""Who is speaking: recognised by a contact point, told apart by name."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hantong.access.models import Staff
from hantong.kit.ids import new_id
from hantong.people.actions import merge_residents
from hantong.people.contact_points import NotAContactPoint, normalised, printed
from hantong.people.models import ContactPoint, Resident
from hantong.people.recognition import Introduction, recognise
from hantong.project.cast import NOON, Province, as_person

PHONE = (("phone", "010-1234-5678"),)


def speak(name: str = "", phone: str = "010-1234-5678", **more: object) -> Resident:
    resident = recognise(Introduction(name=name, reached_by=(("phone", phone),), **more), at=NOON)  # type: ignore[arg-type]
    assert resident is not None
    return resident


def test_somebody_without_a_word_about_themselves_stays_anonymous(db: None) -> None:
    assert recognise(Introduction(), at=NOON) is None
    assert not Resident.objects.exists()


def test_a_new_voice_is_made_known_with_a_preferred_way_to_reach_them(db: None) -> None:
    resident = recognise(
        Introduction(
            name="한영숙",
            language="en",
            needs=("interpreter",),
            reached_by=(("phone", "010 1234 5678"), ("email", "Han@Example.org"), ("phone", "+82 10-1234-5678")),
        ),
        at=NOON,
    )

    assert resident is not None
    points = list(resident.contact_points.order_by("-is_preferred").values_list("kind", "value", "is_preferred"))
    assert points == [("phone", "+821012345678", True), ("email", "han@example.org", False)]
    assert (resident.language, resident.needs, resident.created_at) == ("en", ["interpreter"], NOON)


@pytest.mark.parametrize("notation", ["01012345678", "010-1234-5678", "+82 10 1234 5678", "(010) 1234-5678"])
def test_the_same_number_in_any_notation_is_the_same_person(db: None, notation: str) -> None:
    assert speak().pk == speak(phone=notation).pk


def test_a_family_that_shares_a_telephone_is_told_apart_by_name(db: None) -> None:
    mother, son = speak("한영숙"), speak("이지훈")

    assert mother.pk != son.pk
    assert speak("한 영숙").pk == mother.pk
    assert speak("이지훈").pk == son.pk


def test_nobody_is_taken_for_one_of_several_without_a_name(db: None) -> None:
    mother, son = speak("한영숙"), speak("이지훈")
    assert speak().pk not in (mother.pk, son.pk)


def test_a_nameless_record_takes_whoever_calls_from_there(db: None) -> None:
    nameless = speak()
    assert speak("한영숙").pk == nameless.pk


def test_a_merged_record_speaks_for_the_kept_one(admin: Staff, ms_han: Resident) -> None:
    again = speak("한영숙")
    merge_residents(kept=ms_han, merged=again, reason="같은 분", by=admin, at=NOON)

    assert speak("한영숙").pk == ms_han.pk


def test_an_erased_record_is_nobody(db: None) -> None:
    gone = speak("한영숙")
    Resident.objects.filter(pk=gone.pk).update(erased_at=NOON)
    assert speak("한영숙").pk != gone.pk


def test_nonsense_is_refused(db: None) -> None:
    with pytest.raises(NotAContactPoint):
        speak(phone="전화 없음")
    assert not Resident.objects.exists()


def test_turning_to_another_city_makes_one_known_there(province: Province, ms_han: Resident, donghyun: Staff) -> None:
    person = as_person(donghyun)
    assert not Resident.objects.visible_to(person).filter(pk=ms_han.pk).exists()

    for _ in range(2):
        speak("한영숙", phone="031-234-0000", jurisdiction=province.uijeongbu.pk)

    ms_han.refresh_from_db()
    assert ms_han.known_in == [province.uijeongbu.pk]
    assert Resident.objects.visible_to(person).filter(pk=ms_han.pk).exists()


def test_numbers_are_printed_as_their_country_writes_them() -> None:
    assert printed("+821012345678") == "010-1234-5678"
    assert printed("+12025550123") == "+1 202-555-0123"
    assert printed("han@example.org") == "han@example.org"
    assert normalised(kind="phone", value="02-2133-0120") == "+82221330120"


def test_recognition_takes_two_statements(ms_han: Resident, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(20):
        ContactPoint.objects.create(
            resident=ms_han, kind="account", value=str(new_id()), created_at=NOON + timedelta(days=1)
        )
    with django_assert_num_queries(1):
        speak("한영숙", phone="031-234-0000")
