"""Accounts of staff from the command line: the first administrator of an empty house, and lost passwords.

Everything else about accounts is done on pages, by somebody who may.
"""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from datetime import datetime

    from hantong.access.models import Role, Staff

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="For a script.")]


@app.command()
@needs_product
def add(
    email: Annotated[str, typer.Argument(help="The address to sign in with.")],
    name: Annotated[str, typer.Argument(help="The name that colleagues see.")],
    role: Annotated[str, typer.Option(help="Key of the role, such as administrator.")],
    department: Annotated[str, typer.Option(help="JURISDICTION/DEPARTMENT, by their codes.")],
    language: Annotated[str, typer.Option(help="ko or en.")] = "ko",
    as_json: Json = False,
) -> None:
    """Make an account with its first post, and print the one-time link that sets its password."""
    from django.db import transaction
    from django.utils.timezone import now

    from hantong.access.actions.accounts import add_account
    from hantong.offices.actions.posts import appoint
    from hantong.offices.models import Department

    jurisdiction, _, code = department.partition("/")
    given_role = _role(role)
    where = Department.objects.filter(jurisdiction__code=jurisdiction, code=code).first()
    if where is None:
        raise Ended(f"There is no department {department!r}: `hantong export offices` lists them.", Exit.USAGE)
    if language not in ("ko", "en"):
        raise Ended(f"There is no language {language!r}: choose ko or en.", Exit.USAGE)
    at = now()
    with transaction.atomic():
        staff = add_account(email=email, name=name, language=language, by=None, at=at)
        appoint(staff=staff, role=given_role, department=where, starts_at=at, by=None, at=at)
    _print_link(staff, at=at, as_json=as_json)


@app.command()
@needs_product
def invite(email: Annotated[str, typer.Argument(help="Whose password is lost.")], as_json: Json = False) -> None:
    """Print a one-time link with which somebody sets a new password."""
    from django.utils.timezone import now

    from hantong.access.models import Staff

    staff = Staff.objects.filter(email__iexact=email.strip()).first()
    if staff is None:
        raise Ended(f"There is no account {email!r}: `hantong staff list` shows them.", Exit.USAGE)
    _print_link(staff, at=now(), as_json=as_json)


@app.command("list")
@needs_product
def list_accounts(as_json: Json = False) -> None:
    """Print every account with its state and posts."""
    from hantong.access.models import Staff

    rows = [
        {
            "email": staff.email,
            "name": staff.name,
            "state": "open" if staff.is_active else "closed",
            "posts": [f"{post.role_id} {post.department.code}" for post in staff.posts.all()],
        }
        for staff in Staff.objects.order_by("email").prefetch_related("posts__department")
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['email']:<40} {row['state']:<6} {row['name']}  {', '.join(row['posts'])}")


def _role(key: str) -> "Role":
    """Find a role, making the house's own ones where an empty house has none yet. Raises Ended."""
    from hantong.access.capabilities import ROLES
    from hantong.access.models import Role

    if key in ROLES:
        names, capabilities = ROLES[key]
        return Role.objects.get_or_create(key=key, defaults={"names": names, "capabilities": list(capabilities)})[0]
    found = Role.objects.filter(pk=key).first()
    if found is None:
        known = ", ".join(sorted({*ROLES, *Role.objects.values_list("pk", flat=True)}))
        raise Ended(f"There is no role {key!r}: choose one of {known}.", Exit.USAGE)
    return found


def _print_link(staff: "Staff", *, at: "datetime", as_json: bool) -> None:
    from django.conf import settings

    from hantong.access.actions.accounts import invite as make_link
    from hantong.access.links import password_path

    link = settings.PUBLIC_URL + password_path(staff, make_link(staff=staff, by=None, at=at))
    typer.echo(json.dumps({"email": staff.email, "link": link}) if as_json else f"{staff.email}: {link}")
