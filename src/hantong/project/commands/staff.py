"""Accounts of staff from the command line: made, given posts, closed and opened, lost passwords and second factors.

The same acts stand on the page `/staff/` for administrators, each within their reach. Here the house itself acts: every
act is in the audit trail, without a name, because whoever may run commands on the server may do anything.
Ends with 2 for an account, role, department or place that is not there, and with 3 for what is refused.
"""

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from hantong.project.commands import _staff
from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

if TYPE_CHECKING:
    from hantong.access.models import Staff

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The address that somebody signs in with.")]
RoleKey = Annotated[str, typer.Option("--role", help="Key of the role, such as administrator.")]
DepartmentPath = Annotated[str, typer.Option("--department", help="JURISDICTION/DEPARTMENT, by their codes.")]
First = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; empty: now.")]
Last = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day; empty: not known yet.")]
LastOn = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Last day; empty: now.")]
CODE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
Json = Annotated[bool, typer.Option("--json", help="For a script.")]


@app.command()
@needs_product
def add(
    email: Annotated[str, typer.Argument(help="The address to sign in with.")],
    name: Annotated[str, typer.Argument(help="The name that colleagues see.")],
    role: RoleKey,
    department: DepartmentPath,
    language: Annotated[str, typer.Option(help="ko or en.")] = "ko",
    as_json: Json = False,
) -> None:
    """Make an account with its first post, and print the one-time link that sets its password.

    Example: `hantong staff add kim@suwon.example Kim --role administrator --department suwon/civil`
    """
    from django.db import transaction
    from django.utils.timezone import now

    at = now()
    with _staff.refused_in_english(), transaction.atomic():
        staff = _staff.employ(email, name, role=role, department=department, language=language, at=at)
        _print_link(staff, at=at, as_json=as_json)


@app.command()
@needs_product
def first(
    email: Annotated[str, typer.Argument(help="The address to sign in with.")],
    name: Annotated[str, typer.Argument(help="The name that colleagues see.")],
    code: Annotated[str, typer.Option("--jurisdiction", help="Code of the first jurisdiction, for good.")],
    called: Annotated[str, typer.Option(help="What the jurisdiction is called.")],
    kind: Annotated[str, typer.Option(help="province, city or county.")] = "city",
    language: Annotated[str, typer.Option(help="ko or en.")] = "ko",
    as_json: Json = False,
) -> None:
    """Begin in an empty house: its first jurisdiction, a front office that everything reaches, and its administrator.

    Example: `hantong staff first kim@suwon.example 김하늘 --jurisdiction suwon --called 수원시`
    """
    from django.db import transaction
    from django.utils.timezone import now

    from hantong.offices.models import Jurisdiction

    if Jurisdiction.objects.exists():
        raise Ended("This house has offices already: `hantong staff add` makes an account in one.", Exit.REFUSED)
    if kind not in Jurisdiction.Kind.values:
        raise Ended(f"There is no kind {kind!r}: choose one of {', '.join(Jurisdiction.Kind.values)}.", Exit.USAGE)
    if not CODE.fullmatch(code):
        raise Ended(f"The code {code!r} is not made of small letters, digits and hyphens.", Exit.USAGE)
    at = now()
    with _staff.refused_in_english(), transaction.atomic():
        office = _staff.found(code, called, kind=kind, at=at)
        staff = _staff.employ(email, name, role="administrator", department=office, language=language, at=at)
        _print_link(staff, at=at, as_json=as_json)


@app.command()
@needs_product
def invite(email: Annotated[str, typer.Argument(help="Whose password is lost.")], as_json: Json = False) -> None:
    """Print a one-time link with which somebody sets a new password."""
    from django.utils.timezone import now

    with _staff.refused_in_english():
        _print_link(_staff.account(email), at=now(), as_json=as_json)


@app.command()
@needs_product
def post(
    email: Email,
    role: RoleKey,
    department: DepartmentPath,
    place: Annotated[str, typer.Option(help="Code of the place where they always sit.")] = "",
    first: First = None,
    last: Last = None,
    as_json: Json = False,
) -> None:
    """Give somebody a role in a department, with everything that the role may do there and below.

    Example: `hantong staff post kim@suwon.example --role counsellor --department suwon/civil --until 2026-12-31`
    """
    from django.utils.timezone import now

    from hantong.offices.actions.posts import appoint

    staff, at = _staff.account(email), now()
    with _staff.refused_in_english():
        given = appoint(
            staff=staff,
            role=_staff.role_of(role),
            department=_staff.department_of(department),
            place=_staff.place_of(place),
            starts_at=_staff.beginning_of(first.date()) if first else at,
            ends_at=_staff.end_of(last.date()) if last else None,
            by=None,
            at=at,
        )
    row = _staff.post_row(given)
    until = f" until {row['until']}" if row["until"] else ""
    words = f"{staff.email} is {role} in {department} from {row['from']}{until}."
    _staff.say({"email": staff.email, **row}, words, as_json=as_json)


@app.command()
@needs_product
def end_post(
    email: Email,
    role: RoleKey,
    department: DepartmentPath,
    last: LastOn = None,
    as_json: Json = False,
) -> None:
    """End a post, now or at the end of a day; one that would not have begun by then is removed.

    Example: `hantong staff end-post kim@suwon.example --role counsellor --department suwon/civil`
    """
    from django.utils.timezone import now

    from hantong.offices.actions.posts import end_post

    staff, at = _staff.account(email), now()
    held = _staff.post_held(staff, role=role, department=department, at=at)
    ends_at = _staff.end_of(last.date()) if last else at
    with _staff.refused_in_english():
        end_post(post=held, ends_at=ends_at, by=None, at=at)
    row = {**_staff.post_row(held), "until": ends_at.isoformat()}
    words = f"{staff.email} is {role} in {department} until {row['until']}."
    _staff.say({"email": staff.email, **row}, words, as_json=as_json)


@app.command()
@needs_product
def deactivate(email: Email, as_json: Json = False) -> None:
    """Close an account: nobody signs in with it, its open sessions and its API keys end."""
    from django.utils.timezone import now

    from hantong.access.actions import deactivate_account

    staff = _staff.account(email)
    with _staff.refused_in_english():
        deactivate_account(staff=staff, by=None, at=now())
    words = f"{staff.email} can no longer sign in."
    _staff.say({"email": staff.email, "state": "closed"}, words, as_json=as_json)


@app.command()
@needs_product
def reactivate(email: Email, as_json: Json = False) -> None:
    """Open a closed account again, with the password and the posts that it had; its API keys stay revoked."""
    from django.utils.timezone import now

    from hantong.access.actions import reactivate_account

    staff = _staff.account(email)
    with _staff.refused_in_english():
        reactivate_account(staff=staff, by=None, at=now())
    words = f"{staff.email} can sign in again."
    _staff.say({"email": staff.email, "state": "open"}, words, as_json=as_json)


@app.command()
@needs_product
def reset_second_factor(email: Email, as_json: Json = False) -> None:
    """Forget the authenticator app, passkeys and recovery codes of somebody who lost them, and mail them that it was done.

    Their password alone signs in until they set up a new one: make sure that it is they who ask.
    """
    from django.utils.timezone import now

    from hantong.access.actions import reset_second_factor
    from hantong.offices.staffing.jobs import tell_of_factor_reset

    staff = _staff.account(email)
    with _staff.refused_in_english():
        reset_second_factor(staff=staff, by=None, at=now())
    tell_of_factor_reset.defer(staff=str(staff.pk))
    words = f"{staff.email} signs in with the password alone until a new second factor is set up."
    _staff.say({"email": staff.email, "second_factor": False}, words, as_json=as_json)


@app.command("list")
@needs_product
def list_accounts(
    role: Annotated[str, typer.Option(help="Only who has this role now or later.")] = "",
    as_json: Json = False,
) -> None:
    """Print every account with its state, its second factor and the posts that it holds now or later."""
    from allauth.mfa.models import Authenticator
    from django.utils.timezone import now

    from hantong.access.models import Staff

    at, protected = now(), set(Authenticator.objects.values_list("user_id", flat=True))
    accounts = Staff.objects.order_by("email").prefetch_related("posts__department__jurisdiction", "posts__place")
    rows = [_staff.account_row(staff, has_second_factor=staff.pk in protected, at=at) for staff in accounts]
    shown = [row for row in rows if not role or any(held["role"] == role for held in row["posts"])]
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    if not rows:
        typer.echo("There is no account yet: `hantong staff first --help` begins an empty house.", err=True)
    for row in shown:
        held = ", ".join(f"{one['role']} {one['department']}" for one in row["posts"]) or "no post"
        factor = "2nd factor" if row["second_factor"] else "password"
        typer.echo(f"{row['email']:<40} {row['state']:<6} {factor:<10} {row['name']}  {held}")


def _print_link(staff: "Staff", *, at: datetime, as_json: bool) -> None:
    from django.conf import settings

    from hantong.access.actions import invite as make_link
    from hantong.access.links import password_path

    link = settings.PUBLIC_URL + password_path(staff, make_link(staff=staff, by=None, at=at))
    _staff.say({"email": staff.email, "link": link}, f"{staff.email}: {link}", as_json=as_json)
