"""Who may get into somebody else's account, by a link, a key or another address: only who may all of what it may."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from hantong.access.models import Staff
from hantong.access.person import Person
from hantong.access.refusals import BeyondYourRights


def refuse_to_stand_in(*, by: Person, staff: Staff, at: datetime, within: Iterable[str] | None = None) -> None:
    """See that `by` has whatever the account has, wherever it has it, or of that what is `within`. Raises BeyondYourRights."""
    posts = staff.posts.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).select_related("role")
    for post in posts:
        wanted = set(post.role.capabilities) if within is None else set(post.role.capabilities) & set(within)
        if any(post.department_id not in by.reach(capability).departments for capability in wanted):
            raise BeyondYourRights
