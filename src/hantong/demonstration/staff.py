"""Who works in the demonstration province: invented people with posts, some of whom a visitor may sign in as."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password

from hantong.access.capabilities import ROLES
from hantong.access.models import Role, Staff
from hantong.demonstration.material import offices, towns, words
from hantong.demonstration.offices_book import PROVINCE
from hantong.kit.editions import forget_edition
from hantong.kit.ids import new_id
from hantong.offices.models import Department, Place, Post

DOMAIN = "hantong.example"
PASSWORD = "day-and-night-2010"  # noqa: S105  printed on purpose: this house is a demonstration


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody to sign in as; `units` are keys of departments (all of a town's for "town/*")."""

    address: str
    name: str
    role: str
    units: tuple[str, ...]
    place: str = ""
    who: str = ""


ACCOUNTS = (
    Account(
        address="jiwoo", name="김지우", role="counsellor", units=(f"{PROVINCE}/station-centres",),
        place="suwon-station", who="night counsellor, Suwon station",
    ),
    Account(
        address="minseo", name="이민서", role="counsellor", units=(f"{PROVINCE}/always-centre",),
        place="always-centre", who="counsellor, 24/7 centre",
    ),
    Account(
        address="yuna", name="박유나", role="supervisor", units=(f"{PROVINCE}/station-centres",),
        place="suwon-station", who="supervisor of the floor tonight",
    ),
    Account(address="hyunwoo", name="강현우", role="official", units=("suwon/*",), who="official, Suwon"),
    Account(address="donghyun", name="최동현", role="official", units=("uijeongbu/*",), who="official, Uijeongbu"),
    Account(
        address="admin", name="오하늘", role="administrator", units=(f"{PROVINCE}/planning",), who="administrator"
    ),
    Account(address="governor", name="윤가람", role="governor", units=(f"{PROVINCE}/planning",), who="the governor"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who works where, for the simulation: staff by department, and counsellors by place."""

    by_unit: dict[UUID, list[UUID]]
    by_place: dict[str, list[UUID]]


def employ(*, random: Random, since: datetime) -> House:
    """Make the accounts and their posts, in one go: the posts began before the first recorded day."""
    for key, (names, capabilities) in ROLES.items():
        Role.objects.get_or_create(key=key, defaults={"names": names, "capabilities": list(capabilities)})
    units = {each.key: each for each in Department.objects.select_related("jurisdiction")}
    places = {each.code: each for each in Place.objects.all()}
    password = make_password(PASSWORD)
    staff, posts = [], []
    for account in (*ACCOUNTS, *_others(random)):
        is_open = account in ACCOUNTS
        person = Staff(
            id=new_id(),
            email=f"{account.address}@{DOMAIN}",
            name=account.name,
            password=password if is_open else make_password(None),
            created_at=since,
        )
        staff.append(person)
        posts += list(_posts(person, account, units, places.get(account.place), since))
    Staff.objects.bulk_create(staff)
    Post.objects.bulk_create(posts)
    forget_edition()
    return _house(posts)


def _posts(
    person: Staff, account: Account, units: dict[str, Department], place: Place | None, since: datetime
) -> Iterator[Post]:
    keys = [
        key for unit in account.units for key in units if key == unit or (unit[-1] == "*" and key.startswith(unit[:-1]))
    ]
    for key in keys:
        yield Post(id=new_id(), staff=person, role_id=account.role, department=units[key], place=place, starts_at=since)


def _house(posts: list[Post]) -> House:
    by_unit: dict[UUID, list[UUID]] = {}
    by_place: dict[str, list[UUID]] = {}
    for post in posts:
        if post.role_id not in ("counsellor", "official"):
            continue
        by_unit.setdefault(post.department_id, []).append(post.staff_id)
        if post.place is not None:
            by_place.setdefault(post.place.code, []).append(post.staff_id)
    return House(by_unit=by_unit, by_place=by_place)


def _others(random: Random) -> Iterator[Account]:
    """The colleagues, without a password: counsellors by place, officials by department and town."""
    number = 0
    wanted = [("always-centre", "always-centre", 6), ("120", "call-centre", 9), ("subway-car", "subway", 3)]
    wanted += [
        (place[0], "station-centres", 3 if place[0] == "suwon-station" else 2)
        for place in offices()["places"]
        if place[3] == "station"
    ]
    wanted += [(f"team-{n}", "visiting", 1) for n in range(1, len(offices()["teams"]) + 1)]
    for place, unit, count in wanted:
        for _ in range(count):
            number += 1
            yield _colleague(random, number, "counsellor", f"{PROVINCE}/{unit}", place)
    busy = {"call-centre", "always-centre", "station-centres", "subway", "visiting"}
    for code, *_names in offices()["province_departments"]:
        if code not in busy:
            number += 1
            yield _colleague(random, number, "official", f"{PROVINCE}/{code}")
    for town in towns():
        for _ in range(2 if town.residents_k > 450 else 1):
            number += 1
            yield _colleague(random, number, "official", f"{town.code}/*")
    yield _colleague(random, number + 1, "supervisor", f"{PROVINCE}/call-centre", "120")
    yield _colleague(random, number + 2, "supervisor", f"{PROVINCE}/always-centre", "always-centre")


def _colleague(random: Random, number: int, role: str, unit: str, place: str = "") -> Account:
    return Account(address=f"staff{number:02d}", name=korean_name(random), role=role, units=(unit,), place=place)


def korean_name(random: Random) -> str:
    """Make a name up."""
    known = words()
    return "".join(random.choice(known[part]) for part in ("surnames", "given_first", "given_second"))


def addresses() -> list[str]:
    """Give the lines that tell a visitor whom to sign in as."""
    width = max(len(each.address) for each in ACCOUNTS) + len(DOMAIN) + 1
    lines = [f"{f'{each.address}@{DOMAIN}':<{width}}  {each.name}  {each.who}" for each in ACCOUNTS]
    return [f"Every account below has the password  {PASSWORD}", *lines]
