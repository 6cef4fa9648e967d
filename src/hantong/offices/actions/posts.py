"""Give staff their posts, and end them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Role, Staff
from hantong.kit.errors import Refused
from hantong.offices.actions._writing import written
from hantong.offices.models import Department, Place, Post
from hantong.offices.person import StaffPerson

APPOINTS = "access.edit"


class BeyondReach(Refused):
    """The department is not the appointer's to fill."""

    code = "beyond_reach"
    message = _("This department lies outside the offices whose staff you administer.")


class BeyondOwnRights(Refused):
    """Nobody gives what they do not have."""

    code = "beyond_own_rights"
    message = _("This role allows more than your own posts do. Ask somebody who may do all of it.")


class PostHeld(Refused):
    """The same post twice."""

    code = "post_held"
    message = _("This person has this role in this department at that time already.")


class PlaceElsewhere(Refused):
    """The place belongs to another department."""

    code = "place_elsewhere"
    message = _("This place belongs to another department.")


class EndsBeforeStart(Refused):
    """A post has to last."""

    code = "ends_before_start"
    message = _("A post must end after it begins.")


class PostOver(Refused):
    """A post ends once."""

    code = "post_over"
    message = _("This post has ended already.")


@transaction.atomic
def appoint(
    *,
    staff: Staff,
    role: Role,
    department: Department,
    starts_at: datetime,
    by: StaffPerson | None,
    at: datetime,
    place: Place | None = None,
    ends_at: datetime | None = None,
) -> Post:
    """Give `staff` a role in a department; `by` is None for the house itself (set-up, demonstration, import).

    Raises BeyondReach, BeyondOwnRights, PlaceElsewhere, EndsBeforeStart, PostHeld.
    """
    if by is not None:
        _may_give(by, role, department)
    if place is not None and place.department_id != department.pk:
        raise PlaceElsewhere(field="place")
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeStart(field="ends_on")
    same = Post.objects.filter(staff=staff, role=role, department=department, place=place)
    if same.exclude(ends_at__lte=starts_at).filter(**({"starts_at__lt": ends_at} if ends_at else {})).exists():
        raise PostHeld(field="department")
    post = Post(staff=staff, role=role, department=department, place=place, starts_at=starts_at, ends_at=ends_at)
    post.save(force_insert=True)
    _written("post.given", post, by=by, at=at)
    return post


@transaction.atomic
def end_post(*, post: Post, ends_at: datetime, by: StaffPerson | None, at: datetime) -> Post:
    """End a post at `ends_at`; one that has not begun by then is removed. Raises BeyondReach, PostOver."""
    if by is not None:
        _reaches(by, post.department)
    if post.ends_at is not None and post.ends_at <= ends_at:
        raise PostOver
    _written("post.ended", post, by=by, at=at)
    if ends_at <= post.starts_at:
        post.delete()
        return post
    post.ends_at = ends_at
    post.save(update_fields=["ends_at"])
    return post


def _may_give(by: StaffPerson, role: Role, department: Department) -> None:
    _reaches(by, department)
    for capability in role.capabilities:
        if department.pk not in by.reach(capability).departments:
            raise BeyondOwnRights(field="role")


def _reaches(by: StaffPerson, department: Department) -> None:
    if department.pk not in by.reach(APPOINTS).departments:
        raise BeyondReach(field="department")


def _written(verb: str, post: Post, *, by: StaffPerson | None, at: datetime) -> None:
    details = {
        "name": post.staff.name,
        "role": post.role_id,
        "department": f"{post.department.jurisdiction.code}/{post.department.code}",
        "from": post.starts_at.isoformat(),
        "until": post.ends_at.isoformat() if post.ends_at else "",
    }
    subject = f"staff:{post.staff_id}"
    written(verb=verb, subject=subject, details=details, by=by.staff if by else None, at=at)
