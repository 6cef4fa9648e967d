"""Which matter a post belongs to: that of the thread it stands in."""

from hantong.cases.models import Case
from hantong.channels.social.models import SocialPost
from hantong.channels.social.posts import Post
from hantong.people.contact_points import ACCOUNT


def find_case(account: str, post: Post) -> Case | None:
    """Give the matter of the nearest post above; of merged ones, the one in which it goes on.

    What somebody else than the resident writes for few to read begins a matter of its own.
    """
    names = [name for name in post.above if name]
    rows = SocialPost.objects.filter(account=account, name__in=names, case__isnull=False)
    found = {row.name: row.case for row in rows.select_related("case")}
    case = next((found[name] for name in names if name in found), None)
    seen = set()
    while case is not None and case.merged_into_id is not None and case.pk not in seen:
        seen.add(case.pk)
        case = case.merged_into
    if case is not None and not post.is_public and not is_residents(case, post.author):
        return None
    return case


def is_residents(case: Case, author: str) -> bool:
    """Tell whether an account is that of the matter's resident."""
    resident = case.resident
    return resident is not None and resident.contact_points.filter(kind=ACCOUNT, value=author).exists()


def is_known(account: str, name: str) -> bool:
    """Tell whether a post belongs to a matter already."""
    return SocialPost.objects.filter(account=account, name=name).exists()
