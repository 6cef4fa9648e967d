"""Who works where: found, hired, appointed, closed, each within one's reach."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from hantong.access.models import AuditEntry, Role, Staff
from hantong.kit.editions import forget_edition
from hantong.offices.actions.posts import (
    BeyondOwnRights,
    BeyondReach,
    EndsBeforeStart,
    PlaceElsewhere,
    PostHeld,
    PostOver,
    appoint,
    end_post,
)
from hantong.offices.models import Post
from hantong.offices.staffing.jobs import send_password_link
from hantong.project.cast import NOON, Province, as_person, employ

HIRED = {
    "name": "새별",
    "email": "saebyeol@example.org",
    "phone": "",
    "language": "ko",
    "languages": ["ko"],
    "starts_on": "2026-03-04",
    "ends_on": "",
    "place": "",
}


@pytest.fixture
def soojin(province: Province) -> Staff:
    return employ("Soo-jin", "administrator", province.uijeongbu_office)


def hired(client: Client, department: object, role: str = "counsellor") -> int:
    return client.post("/staff/new/", HIRED | {"role": role, "department": str(department)}).status_code


def test_hiring_makes_an_account_with_a_post_and_shows_the_link_once(
    province: Province, admin: Staff, jiwoo: Staff, client: Client
) -> None:
    client.force_login(admin)
    answer = client.post("/staff/new/", HIRED | {"role": "counsellor", "department": str(province.centre.pk)})

    staff = Staff.objects.get(email="saebyeol@example.org")
    assert staff.posts.get().department == province.centre
    assert "/account/password/reset/key/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {
        "account.added",
        "post.given",
        "account.invited",
    }
    send_password_link(staff=str(staff.pk))
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_a_taken_address_hires_nobody(province: Province, admin: Staff, jiwoo: Staff, client: Client) -> None:
    client.force_login(admin)
    form = HIRED | {"email": jiwoo.email, "role": "counsellor", "department": str(province.centre.pk)}
    answer = client.post("/staff/new/", form)
    assert answer.status_code == 422
    assert "이미 이 이메일 주소" in answer.content.decode()


def test_a_citys_administrator_hires_for_the_city_only(
    province: Province, soojin: Staff, jiwoo: Staff, client: Client
) -> None:
    client.force_login(soojin)
    assert hired(client, province.centre.pk) == 422
    assert not Staff.objects.filter(email="saebyeol@example.org").exists()
    assert hired(client, province.uijeongbu_office.pk) == 200


def test_a_citys_administrator_sees_and_changes_only_its_own(
    province: Province, soojin: Staff, jiwoo: Staff, donghyun: Staff, client: Client
) -> None:
    client.force_login(soojin)
    listed = client.get("/staff/").content.decode()
    assert donghyun.email in listed
    assert jiwoo.email not in listed
    assert client.get(f"/staff/{jiwoo.pk}/").status_code == 404
    assert client.post(f"/staff/{donghyun.pk}/deactivation/").status_code == 302
    donghyun.refresh_from_db()
    assert not donghyun.is_active


def test_the_account_of_somebody_who_also_works_elsewhere_is_not_ones_own(
    province: Province, soojin: Staff, admin: Staff, jiwoo: Staff, client: Client
) -> None:
    """Or a city's administrator could set the password of the province's."""
    role = Role.objects.get(key="counsellor")
    appoint(staff=admin, role=role, department=province.uijeongbu_office, starts_at=NOON, by=None, at=NOON)
    client.force_login(soojin)

    page = client.get(f"/staff/{admin.pk}/")
    assert page.status_code == 200
    assert "password-link" not in page.content.decode()
    for act in ("password-link", "deactivation"):
        assert client.post(f"/staff/{admin.pk}/{act}/").status_code == 404
    changed = {"name": "x", "email": "soojin2@example.org", "language": "ko", "languages": ["ko"], "phone": ""}
    assert client.post(f"/staff/{admin.pk}/", changed).status_code == 404
    admin.refresh_from_db()
    assert admin.email == "admin@example.org"


def test_filters(province: Province, admin: Staff, jiwoo: Staff, donghyun: Staff, client: Client) -> None:
    client.force_login(admin)
    for query, found in (
        ("q=ji-w", True),
        ("q=dong", False),
        (f"department={province.centre.pk}", True),
        ("state=inactive", False),
    ):
        assert (jiwoo.email in client.get(f"/staff/?{query}").content.decode()) is found, query


def test_nobody_gives_what_they_do_not_have(province: Province, admin: Staff, jiwoo: Staff, soojin: Staff) -> None:
    keeper = Role.objects.create(key="keeper", names={"ko": "계정 담당"}, capabilities=["access.edit"])
    small = employ("Small", "official", province.uijeongbu_office)
    appoint(staff=small, role=keeper, department=province.uijeongbu_office, starts_at=NOON, by=None, at=NOON)
    by = as_person(small)
    with pytest.raises(BeyondOwnRights):
        appoint(
            staff=small,
            role=Role.objects.get(key="administrator"),
            department=province.uijeongbu_office,
            starts_at=NOON,
            by=by,
            at=NOON,
        )
    with pytest.raises(BeyondReach):
        appoint(staff=small, role=keeper, department=province.centre, starts_at=NOON, by=by, at=NOON)


def test_a_post_is_given_once_at_its_departments_place_and_ends_once(
    province: Province, admin: Staff, jiwoo: Staff
) -> None:
    role, by = Role.objects.get(key="counsellor"), as_person(admin)

    def give(**more: object) -> Post:
        return appoint(
            **{"staff": jiwoo, "role": role, "department": province.roads, "starts_at": NOON, "by": by, "at": NOON}
            | more  # type: ignore[arg-type]
        )

    with pytest.raises(PlaceElsewhere):
        give(place=province.station)
    with pytest.raises(EndsBeforeStart):
        give(ends_at=NOON)
    post = give(ends_at=NOON + timedelta(days=10))
    with pytest.raises(PostHeld):
        give(starts_at=NOON + timedelta(days=9))
    give(starts_at=NOON + timedelta(days=10))

    end_post(post=post, ends_at=NOON + timedelta(days=1), by=by, at=NOON)
    with pytest.raises(PostOver):
        end_post(post=post, ends_at=NOON + timedelta(days=1), by=by, at=NOON)


def test_a_post_holds_at_once_and_no_longer_than_it_lasts(province: Province, admin: Staff, donghyun: Staff) -> None:
    role = Role.objects.get(key="administrator")
    post = appoint(staff=donghyun, role=role, department=province.uijeongbu_office, starts_at=NOON, by=None, at=NOON)
    assert as_person(donghyun).can("access.edit")
    end_post(post=post, ends_at=NOON + timedelta(hours=1), by=None, at=NOON)
    assert not as_person(donghyun, at=NOON + timedelta(hours=1)).can("access.edit")


def test_pages_give_and_end_posts(province: Province, admin: Staff, jiwoo: Staff, client: Client) -> None:
    client.force_login(admin)
    form = {
        "role": "counsellor",
        "department": str(province.roads.pk),
        "starts_on": "2026-03-04",
        "place": "",
        "ends_on": "",
    }
    assert client.post(f"/staff/{jiwoo.pk}/posts/", form).status_code == 302
    post = jiwoo.posts.get(department=province.roads)
    assert client.post(f"/staff/{jiwoo.pk}/posts/{post.pk}/end/").status_code == 302
    post.refresh_from_db()
    assert post.ends_at is not None
    wrong = client.post(f"/staff/{jiwoo.pk}/posts/", form | {"ends_on": "2026-03-03"})
    assert wrong.status_code == 422
    assert "마지막 날이 첫날보다" in wrong.content.decode()


def test_a_lost_second_factor_is_removed_by_whoever_manages_the_account(
    province: Province, admin: Staff, soojin: Staff, jiwoo: Staff, client: Client
) -> None:
    address = f"/staff/{jiwoo.pk}/second-factor/reset/"
    for stranger, expected in ((soojin, 404), (jiwoo, 403)):
        client.force_login(stranger)
        assert client.post(address).status_code == expected
    client.force_login(admin)
    assert address not in client.get(f"/staff/{jiwoo.pk}/").content.decode()
    Authenticator.objects.create(user=jiwoo, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert address in client.get(f"/staff/{jiwoo.pk}/").content.decode()
    assert client.get(address).status_code == 405
    client.post(address)
    assert not Authenticator.objects.filter(user=jiwoo).exists()
    assert AuditEntry.objects.get(verb="account.factor_reset").by == admin


@pytest.fixture
def clerk(province: Province) -> Staff:
    """Somebody of the same office who administers accounts and may do nothing else."""
    Role.objects.create(key="clerk", names={"en": "Clerk"}, capabilities=["access.edit"])
    staff = employ("Cle-rk", "official", province.centre)
    staff.posts.update(role="clerk")
    forget_edition()
    return staff


def test_nobody_gets_into_an_account_that_may_more_than_they_do(
    province: Province, clerk: Staff, jiwoo: Staff, client: Client
) -> None:
    client.force_login(clerk)
    Authenticator.objects.create(user=jiwoo, type=Authenticator.Type.TOTP, data={"secret": "x"})
    for act in ("password-link", "second-factor/reset"):
        refused = client.post(f"/staff/{jiwoo.pk}/{act}/")
        assert "/account/password/reset/key/" not in refused.content.decode()
    assert Authenticator.objects.filter(user=jiwoo).exists()
    client.post(f"/staff/{jiwoo.pk}/", HIRED | {"name": jiwoo.name, "email": "clerk2@example.org"})
    key = {"staff": str(jiwoo.pk), "name": "x", "capabilities": ["people.see"], "most_per_min": "60"}
    client.post("/access/keys/new/", key)
    jiwoo.refresh_from_db()
    assert jiwoo.email != "clerk2@example.org"
    assert not jiwoo.api_keys.exists()
    assert not AuditEntry.objects.exists()
    client.post(f"/staff/{jiwoo.pk}/", HIRED | {"name": "Ji-woo Kim", "email": jiwoo.email})
    jiwoo.refresh_from_db()
    assert jiwoo.name == "Ji-woo Kim", "whatever opens nothing, they still look after"


def test_the_list_names_three_posts_and_counts_the_others(province: Province, admin: Staff, client: Client) -> None:
    many = employ("Na-ra", "official", province.suwon_office)
    for key in ("counsellor", "governor", "administrator"):
        role = employ(f"Na-ra's colleague {key}", key, province.suwon_office).posts.get().role
        appoint(staff=many, role=role, department=province.suwon_office, starts_at=NOON, by=None, at=NOON)
    forget_edition()
    client.force_login(admin)
    page = client.get("/staff/", {"q": many.email}, headers={"accept-language": "en"}).content.decode()
    assert "and 1 more post<" in page
