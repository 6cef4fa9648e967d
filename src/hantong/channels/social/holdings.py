"""What this channel holds about residents: which accounts wrote which posts; the words stand in matters and conversations."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hantong.channels.social.models import PublicAnswer, SocialPost
from hantong.people.contact_points import ACCOUNT
from hantong.people.holdings import Expired, Portion
from hantong.people.models import ContactPoint


class SocialHolding:
    """Posts of residents."""

    key = "social"

    def open_matters(self, residents: Collection[UUID]) -> int:
        """Count nothing: what is open is a matter, which the room of cases counts."""
        return 0

    def count(self, residents: Collection[UUID]) -> Mapping[str, int]:
        """Count their posts."""
        return {"social_posts": _of(residents).count()}

    def export(self, residents: Collection[UUID]) -> Sequence[Portion]:
        """Give where and when they wrote."""
        rows = [
            {"at": row.written_at, "account": row.author, "link": row.link}
            for row in _of(residents).order_by("written_at")
        ]
        columns = {"at": _("Date and time"), "account": _("Account"), "link": _("Link")}
        return (Portion("social_posts", _("Your posts that mention us"), columns, rows),)

    def erase(self, residents: Collection[UUID], *, at: datetime) -> Mapping[str, int]:
        """Forget who wrote them; that somebody did stays in the figures."""
        PublicAnswer.objects.filter(case__erased_at=at).update(text="", reason="")
        return {"social_posts": _forget(_of(residents)) + _forget(SocialPost.objects.filter(case__erased_at=at))}

    def expired(self, *, at: datetime) -> Sequence[Expired]:
        """Count nothing: posts end with their matter."""
        return ()

    def destroy(self, *, at: datetime, most: int) -> Sequence[Expired]:
        """Forget the posts of matters that were destroyed."""
        _forget(SocialPost.objects.filter(case__erased_at__isnull=False))
        PublicAnswer.objects.filter(case__erased_at__isnull=False).exclude(text="").update(text="", reason="")
        return ()

    def still_of(self, residents: Collection[UUID]) -> Collection[UUID]:
        """Give nobody: posts are held with their matter."""
        return frozenset()


def _of(residents: Collection[UUID]) -> QuerySet[SocialPost]:
    accounts = ContactPoint.objects.filter(resident__in=residents, kind=ACCOUNT).values("value")
    return SocialPost.objects.filter(Q(author__in=accounts) & ~Q(author=""))


def _forget(posts: QuerySet[SocialPost]) -> int:
    return posts.exclude(author="").update(author="", handle="", link="")
