"""Roles: data made of words that exist."""

import pytest
from django.test import Client

from hantong.access.actions import add_role, change_role, remove_role
from hantong.access.models import AuditEntry, Role, Staff
from hantong.access.refusals import LastAdministrator, RoleInUse, RoleTaken, UnknownCapability
from hantong.project.cast import NOON, Province, as_person, employ

NAMES = {"ko": "안내원", "en": "Guide"}


def test_a_change_holds_at_once(admin: Staff, jiwoo: Staff) -> None:
    assert not as_person(jiwoo).can("reports.see")
    role = Role.objects.get(key="counsellor")

    change_role(role=role, names=role.names, capabilities=[*role.capabilities, "reports.see"], by=admin, at=NOON)

    assert as_person(jiwoo).can("reports.see")
    assert AuditEntry.objects.get().details == {"given": ["reports.see"], "taken": []}


def test_saving_without_a_change_leaves_no_trace(admin: Staff) -> None:
    role = Role.objects.get(key="administrator")
    change_role(role=role, names=role.names, capabilities=role.capabilities, by=admin, at=NOON)
    assert not AuditEntry.objects.exists()


def test_an_unknown_word_is_refused(admin: Staff) -> None:
    with pytest.raises(UnknownCapability):
        add_role(key="guide", names=NAMES, capabilities=["cases.sea"], by=admin, at=NOON)


def test_a_key_is_taken_once(admin: Staff) -> None:
    add_role(key="guide", names=NAMES, capabilities=["cases.see"], by=admin, at=NOON)
    with pytest.raises(RoleTaken):
        add_role(key="guide", names=NAMES, capabilities=[], by=admin, at=NOON)


def test_the_last_role_that_changes_roles_keeps_that(admin: Staff) -> None:
    role = Role.objects.get(key="administrator")
    with pytest.raises(LastAdministrator):
        change_role(role=role, names=role.names, capabilities=["cases.see"], by=admin, at=NOON)


def test_a_role_in_use_stays(admin: Staff, jiwoo: Staff) -> None:
    with pytest.raises(RoleInUse):
        remove_role(role=Role.objects.get(key="counsellor"), by=admin, at=NOON)


def test_page_changes_the_check_boxes(admin: Staff, client: Client) -> None:
    client.force_login(admin)
    added = client.post(
        "/access/roles/new/",
        {"key": "guide", "name_ko": "안내원", "name_en": "Guide", "capabilities": ["cases.see"]},
    )
    assert added.status_code == 302

    client.post(
        "/access/roles/guide/",
        {"name_ko": "안내원", "name_en": "Guide", "capabilities": ["reports.see", "people.see"]},
    )
    assert Role.objects.get(key="guide").capabilities == ["people.see", "reports.see"]

    client.post("/access/roles/guide/removal/")
    assert not Role.objects.filter(key="guide").exists()


def test_a_citys_administrator_sees_roles_but_changes_none(province: Province, client: Client) -> None:
    client.force_login(employ("Soo-jin", "administrator", province.uijeongbu_office))

    assert client.get("/access/roles/").status_code == 200
    assert client.get("/access/roles/administrator/").status_code == 409
    assert client.get("/access/roles/new/").status_code == 409
