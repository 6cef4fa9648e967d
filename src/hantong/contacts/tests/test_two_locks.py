"""Seeing a matter is one lock, seeing whose it is another: each holds only where a post gives it."""

from collections.abc import Callable

import pytest
from django.test import Client

from hantong.access.models import Role, Staff, Viewing
from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.contacts.models import Message
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province, employ

Make = Callable[..., Arrival]


@pytest.fixture
def case(arrival: Make) -> Case:
    opened = receive(arrival=arrival(name="한영숙"), at=NOON).case
    assert opened is not None
    return opened


@pytest.fixture
def reader(province: Province) -> Staff:
    """Somebody who sees residents in Uijeongbu, and matters and call-backs of Suwon."""
    role = Role.objects.create(key="reader", names={"en": "Reader"}, capabilities=["cases.see", "contacts.take"])
    staff = employ("Re-ader", "official", province.uijeongbu_office)
    staff.posts.create(role=role, department=province.suwon_office, starts_at=LONG_AGO)
    forget_edition()
    return staff


@pytest.fixture
def eyes(reader: Staff, client: Client) -> Client:
    client.force_login(reader)
    return client


def test_a_matter_is_shown_without_whose_it_is(eyes: Client, case: Case) -> None:
    page = eyes.get(f"/cases/{case.number}")
    assert page.status_code == 200
    words = page.content.decode()
    assert "한영숙" not in words
    assert f"/residents/{case.resident_id}" not in words
    assert not Viewing.objects.exists()


def test_a_conversation_is_shown_without_with_whom_it_was(eyes: Client, case: Case) -> None:
    contact = case.contacts.get()
    page = eyes.get(f"/contacts/{contact.pk}")
    assert page.status_code == 200
    assert "한영숙" not in page.content.decode()
    assert not Viewing.objects.exists()


def test_a_call_back_is_shown_without_whom_to_call(eyes: Client, case: Case) -> None:
    Message.objects.create(
        case=case,
        resident=case.resident,
        state=Message.State.NO_WAY,
        created_at=NOON,
        key=f"{case.pk}:1:answered:{case.resident_id}",
    )
    page = eyes.get("/contacts/call-backs")
    words = page.content.decode()
    assert str(case) in words
    assert "한영숙" not in words
    assert not Viewing.objects.exists()


def test_whoever_reaches_both_sees_both(province: Province, case: Case, client: Client) -> None:
    client.force_login(employ("Hye-jin", "official", province.suwon_office))
    assert "한영숙" in client.get(f"/cases/{case.number}").content.decode()
    assert Viewing.objects.count() == 1
