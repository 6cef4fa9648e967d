"""Figures of our accounts by month: followers, posts and matters, as they are published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from hantong.channels.social.models import MonthOfAccount, SocialPost
from hantong.contacts.models import OwnAddress
from hantong.offices.person import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One account in one month: as the network counts it (nothing where it was not asked), and as we do."""

    account: str
    month: date
    followers: int | None
    posts: int | None
    mentions: int
    matters: int
    public: int
    private: int


COLUMNS = ("account", "month", "followers", "posts", "mentions", "matters", "answers_public", "answers_private")
FOR_ALL = Q(audience__in=("public", "unlisted"))


def months(accounts: Iterable[str]) -> list[Month]:
    """Give the figures of `accounts`, the newest month first."""
    ours = list(accounts)
    seen = {(row.account, row.month): row for row in MonthOfAccount.objects.filter(account__in=ours)}
    counted: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    rows = SocialPost.objects.filter(account__in=ours).annotate(month=TruncMonth("heard_at"))
    for row in rows.values("account", "month").annotate(
        mentions=Count("pk", filter=Q(is_ours=False)),
        matters=Count("case", filter=Q(is_first=True), distinct=True),
        public=Count("pk", filter=Q(is_ours=True) & FOR_ALL),
        private=Count("pk", filter=Q(is_ours=True) & ~FOR_ALL),
    ):
        key = (row["account"], row["month"].date())
        counted[key] = {name: row[name] for name in ("mentions", "matters", "public", "private")}
    nothing = {"mentions": 0, "matters": 0, "public": 0, "private": 0}
    found = [
        Month(
            account=key[0],
            month=key[1],
            followers=seen[key].followers if key in seen else None,
            posts=seen[key].posts if key in seen else None,
            **counted.get(key, nothing),
        )
        for key in {*seen, *counted}
    ]
    return sorted(found, key=lambda each: (-each.month.toordinal(), each.account))


def accounts_within(reach: Reach) -> list[str]:
    """Give our accounts of the jurisdictions within `reach`; those on no list belong to whoever sees everything."""
    listed = OwnAddress.objects.filter(channel="social")
    if not reach.is_everything:
        return list(listed.within(reach).values_list("address", flat=True))
    found = {*listed.values_list("address", flat=True), *MonthOfAccount.objects.values_list("account", flat=True)}
    return sorted({*found, *SocialPost.objects.values_list("account", flat=True).distinct()})
