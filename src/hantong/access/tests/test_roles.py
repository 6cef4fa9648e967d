"""Roles: data made of words that exist."""

import pytest
from django.test import Client

from hantong.access.actions import add_role, change_role, decline_offer, remove_role, take_offer
from hantong.access.capabilities import ROLES
from hantong.access.models import AuditEntry, Role, Staff
from hantong.access.offers import offers
from hantong.access.refusals import LastAdministrator, NothingNew, RoleInUse, RoleTaken, UnknownCapability
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


@pytest.fixture
def before_the_update(admin: Staff) -> Role:
    """The role of supervisors and of administrators as an older version made them."""
    for key in ("supervisor", "administrator"):
        names, capabilities = ROLES[key]
        kept = [word for word in capabilities if word not in ("social.publish", "mayor.read")]
        Role.objects.update_or_create(key=key, defaults={"names": names, "capabilities": kept})
    return Role.objects.get(key="supervisor")


def new_for(key: str) -> tuple[str, ...]:
    return next((offer.capabilities for offer in offers() if offer.key == key), ())


def test_what_an_update_brought_is_taken_with_one_click(before_the_update: Role, admin: Staff, client: Client) -> None:
    client.force_login(admin)
    page = client.get("/access/roles/", headers={"accept-language": "en"}).content.decode()
    assert "Approve answers that everybody may read" in page
    assert "/access/roles/supervisor/offer/" in page
    assert client.get("/access/roles/supervisor/offer/").status_code == 405
    client.post("/access/roles/supervisor/offer/", {"do": "take"})
    before_the_update.refresh_from_db()
    assert {"social.publish", "mayor.read"} <= set(before_the_update.capabilities)
    assert new_for("supervisor") == ()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.details["given"]) == ("role.changed", admin, ["mayor.read", "social.publish"])


def test_a_role_that_is_new_itself_is_made(before_the_update: Role, admin: Staff) -> None:
    assert not Role.objects.filter(key="partner").exists()
    assert new_for("partner") == ("open311.file",)
    role = take_offer(key="partner", by=admin, at=NOON)
    assert role.capabilities == ["open311.file"]
    with pytest.raises(NothingNew):
        take_offer(key="partner", by=admin, at=NOON)


def test_what_was_declined_is_not_offered_again(before_the_update: Role, admin: Staff, client: Client) -> None:
    client.force_login(admin)
    client.post("/access/roles/supervisor/offer/", {"do": "decline"})
    decline_offer(key="partner", by=admin, at=NOON)
    assert new_for("supervisor") == new_for("partner") == ()
    before_the_update.refresh_from_db()
    assert "mayor.read" not in before_the_update.capabilities
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"role.offer_declined"}


def test_what_an_administrator_took_from_a_role_is_not_offered(admin: Staff, jiwoo: Staff) -> None:
    role = Role.objects.get(key="counsellor")
    change_role(role=role, names=role.names, capabilities=["cases.see"], by=admin, at=NOON)
    assert new_for("counsellor") == ()
    change_role(role=role, names=role.names, capabilities=["cases.see", "people.see"], by=admin, at=NOON)
    Role.objects.filter(key="counsellor").update(capabilities=["cases.see"])
    assert new_for("counsellor") == ("people.see",), "given again, it is no longer declined"


def test_a_house_with_every_role_of_its_own_has_nothing_to_take(db: None) -> None:
    assert offers() == []
    for key, (names, capabilities) in ROLES.items():
        Role.objects.create(key=key, names=names, capabilities=list(capabilities))
    assert offers() == []


def test_only_administrators_of_everything_take_offers(
    before_the_update: Role, province: Province, client: Client
) -> None:
    soojin = employ("Soo-jin", "administrator", province.uijeongbu_office)
    client.force_login(soojin)
    assert "/offer/" not in client.get("/access/roles/").content.decode()
    client.post("/access/roles/supervisor/offer/", {"do": "take"})
    assert new_for("supervisor")
    client.force_login(employ("Jung-min", "official", province.suwon_office))
    assert client.post("/access/roles/supervisor/offer/", {"do": "take"}).status_code == 403
