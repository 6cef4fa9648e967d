"""`hantong doctor` notices a trigger that is gone, a count that is off, and a place where nobody would answer."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.db import connection

from hantong.access.capabilities import ROLES
from hantong.access.models import Role, Staff
from hantong.demonstration.staff import DOMAIN
from hantong.offices.models import Jurisdiction
from hantong.project import doctor_data
from hantong.project.cast import LONG_AGO, NOON, Province
from hantong.reports.models import Tally

pytestmark = pytest.mark.django_db


def test_a_disabled_trigger_is_named() -> None:
    assert doctor_data.triggers(NOON)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_history DISABLE TRIGGER cases_history_append_only")
    is_well, words = doctor_data.triggers(NOON)
    assert not is_well
    assert "cases_history.cases_history_append_only" in words


def test_a_count_that_is_off_is_seen() -> None:
    assert doctor_data.tallies(NOON)[0]
    Tally.objects.create(kind=1, heading=1, key="phone", day=NOON.date(), band=1, count=1)
    assert doctor_data.tallies(NOON) == (False, "conversations 1 of 0, matters 0 of 0")


def test_a_jurisdiction_without_anybody_to_answer_is_named(province: Province) -> None:
    assert doctor_data.offices(NOON)[0]
    Jurisdiction.objects.create(code="seoul", names={"ko": "서울", "en": "Seoul"}, kind="city")
    assert doctor_data.offices(NOON)[1].startswith("no front office in seoul")


def test_a_service_without_a_department_is_told(province: Province) -> None:
    assert doctor_data.services(NOON) == (True, "nobody named for passport: the front office gets them")


def test_a_printed_password_is_no_good_in_a_real_house(settings: LazySettings) -> None:
    Staff.objects.create(
        email=f"jiwoo@{DOMAIN}", name="Ji-woo", password=make_password("known"), created_at=LONG_AGO - timedelta(days=1)
    )
    settings.HANTONG_DEMO = True
    assert doctor_data.demonstration(NOON)[0]
    settings.HANTONG_DEMO = False
    assert doctor_data.demonstration(NOON) == (
        False,
        "1 accounts with a printed password are open: close them, or begin with an empty database",
    )


def test_what_an_update_brought_for_a_role_is_named() -> None:
    assert doctor_data.roles(NOON) == (True, "each has what this version offers, or was not to have it")
    for key, (names, capabilities) in ROLES.items():
        may = [word for word in capabilities if word != "mayor.read"]
        Role.objects.create(key=key, names=names, capabilities=may)
    is_well, words = doctor_data.roles(NOON)
    assert is_well
    assert "new for Supervisor: mayor.read; Governor: mayor.read; Administrator: mayor.read" in words
