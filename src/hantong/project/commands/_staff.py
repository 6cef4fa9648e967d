"""What the acts of `hantong staff` share: people, roles and departments by the words of an operator, and how they are shown."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import typer

from hantong.project.commands._exits import Ended, Exit

if TYPE_CHECKING:
    from hantong.access.models import Role, Staff
    from hantong.offices.models import Department, Place, Post

Row = dict[str, Any]


@contextmanager
def refused_in_english() -> Iterator[None]:
    """Have a refusal end the command with its sentence in the language of the command. Raises Ended."""
    from django.utils.translation import override

    from hantong.kit.errors import Refused

    with override("en"):
        try:
            yield
        except Refused as refused:
            raise Ended(str(refused), Exit.REFUSED) from refused


def account(email: str) -> "Staff":
    """Find the account of an address. Raises Ended."""
    from hantong.access.models import Staff

    found: Staff | None = Staff.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise Ended(f"There is no account {email!r}: `hantong staff list` shows them.", Exit.USAGE)
    return found


def role_of(key: str) -> "Role":
    """Find a role; a house that has none yet gets all that come with it, and one that lacks this one gets it. Raises Ended."""
    from django.utils.timezone import now

    from hantong.access.actions import add_role
    from hantong.access.capabilities import ROLES
    from hantong.access.models import Role

    if not Role.objects.exists():
        own = (Role(key=one, names=names, capabilities=list(may)) for one, (names, may) in ROLES.items())
        Role.objects.bulk_create(own)
    found = Role.objects.filter(pk=key).first()
    if found is None and key in ROLES:
        names, may = ROLES[key]
        return add_role(key=key, names=names, capabilities=may, by=None, at=now())
    if found is None:
        known = ", ".join(Role.objects.order_by("pk").values_list("pk", flat=True))
        raise Ended(f"There is no role {key!r}: choose one of {known}.", Exit.USAGE)
    return found


def found(code: str, called: str, *, kind: str, at: datetime) -> str:
    """Make the first jurisdiction with the front office that answers for everything, and return the office's path."""
    from hantong.offices.actions.departments import add_department
    from hantong.offices.actions.jurisdictions import add_jurisdiction, name_front_office
    from hantong.offices.facts import DepartmentFacts, JurisdictionFacts

    names = {"ko": "민원실", "en": "Front office"}
    jurisdiction = add_jurisdiction(
        facts=JurisdictionFacts(code=code, names={"ko": called, "en": called}, kind=kind), by=None, at=at
    )
    facts = DepartmentFacts(jurisdiction=code, code="front-office", names=names)
    department = add_department(facts=facts, by=None, at=at)
    name_front_office(jurisdiction=jurisdiction, department=department, by=None, at=at)
    return f"{code}/{department.code}"


def employ(email: str, name: str, *, role: str, department: str, language: str, at: datetime) -> "Staff":
    """Make an account with its first post. Raises Ended, AddressTaken."""
    from hantong.access.actions import add_account
    from hantong.offices.actions.posts import appoint

    given_role, where = role_of(role), department_of(department)
    if language not in ("ko", "en"):
        raise Ended(f"There is no language {language!r}: choose ko or en.", Exit.USAGE)
    staff = add_account(email=email, name=name, language=language, by=None, at=at)
    appoint(staff=staff, role=given_role, department=where, starts_at=at, by=None, at=at)
    return staff


def department_of(path: str) -> "Department":
    """Find a department by JURISDICTION/DEPARTMENT. Raises Ended."""
    from hantong.offices.models import Department

    jurisdiction, _, code = path.partition("/")
    found = Department.objects.filter(jurisdiction__code=jurisdiction, code=code).first()
    if found is None:
        raise Ended(f"There is no department {path!r}: `hantong export offices` lists them.", Exit.USAGE)
    return found


def place_of(code: str) -> "Place | None":
    """Find a place by its code; None for no code. Raises Ended."""
    from hantong.offices.models import Place

    found = Place.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise Ended(f"There is no place {code!r}: `hantong export offices` lists them.", Exit.USAGE)
    return found


def post_held(staff: "Staff", *, role: str, department: str, at: datetime) -> "Post":
    """Find the one post of somebody that is held now or to come. Raises Ended."""
    from django.db.models import Q

    where = department_of(department)
    found = staff.posts.filter(Q(ends_at=None) | Q(ends_at__gt=at), role_id=role, department=where)
    post = found.order_by("starts_at").first()
    if post is None:
        raise Ended(f"{staff.email} has no post {role!r} in {department}: `hantong staff list` shows them.", Exit.USAGE)
    return post


def beginning_of(day: date) -> datetime:
    """Give the midnight with which a day begins here."""
    from django.utils.timezone import make_aware

    return make_aware(datetime.combine(day, time()))


def end_of(day: date) -> datetime:
    """Give the first moment after a day."""
    return beginning_of(day + timedelta(days=1))


def post_row(post: "Post") -> Row:
    """Give a post as a script reads it; `until` is the first moment after it."""
    return {
        "role": post.role_id,
        "department": f"{post.department.jurisdiction.code}/{post.department.code}",
        "place": post.place.code if post.place else "",
        "from": post.starts_at.isoformat(),
        "until": post.ends_at.isoformat() if post.ends_at else "",
    }


def account_row(staff: "Staff", *, has_second_factor: bool, at: datetime) -> Row:
    """Give an account with the posts that are held or to come."""
    standing = [post for post in staff.posts.all() if post.ends_at is None or post.ends_at > at]
    return {
        "email": staff.email,
        "name": staff.name,
        "state": "open" if staff.is_active else "closed",
        "second_factor": has_second_factor,
        "last_signed_in": staff.last_login.isoformat() if staff.last_login else "",
        "posts": [post_row(post) for post in sorted(standing, key=lambda post: post.starts_at)],
    }


def say(row: Row, words: str, *, as_json: bool) -> None:
    """Print what was done: as a sentence, or for a script."""
    typer.echo(json.dumps(row, ensure_ascii=False) if as_json else words)
