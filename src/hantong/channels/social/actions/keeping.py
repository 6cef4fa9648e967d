"""Posts are kept as they came before anybody reads them; what a network counts of us is kept per month."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localtime

from hantong.channels.social.models import MonthOfAccount, Watch
from hantong.channels.social.posts import Numbers, Post, Trouble, as_bytes
from hantong.contacts.actions import Incoming, keep_arrival
from hantong.contacts.models import RawArrival
from hantong.contacts.own_addresses import own_address

KEY = "social"
REST = {"token": timedelta(minutes=15), "limit": timedelta(minutes=5), "refused": timedelta(minutes=15)}


def keep_post(*, post: Post, account: str, at: datetime) -> RawArrival | None:
    """Keep a post as it reads now; gives nothing for what was kept before in the same words."""
    content = as_bytes(post, account=account)
    incoming = Incoming(
        channel=KEY,
        key=sha256(f"{account}\n{post.name}\n{post.version}".encode()).hexdigest(),
        name=post.name,
        sender=post.author,
        own_address=own_address(KEY, account),
        size_bytes=len(content),
        content=content,
    )
    return keep_arrival(incoming=incoming, at=at)


@transaction.atomic
def record_numbers(*, account: str, numbers: Numbers, at: datetime) -> MonthOfAccount:
    """Keep what the network counts of an account; the last count of a month stays."""
    row, _made = MonthOfAccount.objects.update_or_create(
        account=account,
        month=localtime(at).date().replace(day=1),
        defaults={"followers": numbers.followers, "posts": numbers.posts, "counted_at": at},
    )
    return row


@transaction.atomic
def record_trouble(*, account: str, trouble: Trouble | None, at: datetime) -> Watch:
    """Keep what is wrong with an account, and let it rest; nothing is wrong any more when `trouble` is none."""
    watch, _made = Watch.objects.select_for_update().get_or_create(account=account)
    if trouble is None:
        watch.trouble, watch.trouble_since, watch.rests_until = "", None, None
    else:
        watch.trouble = f"{trouble.kind}: {trouble.reason}"[:300]
        watch.trouble_since = watch.trouble_since or at
        rest = REST.get(trouble.kind)
        watch.rests_until = trouble.again_at or (at + rest if rest else None)
    watch.save(update_fields=["trouble", "trouble_since", "rests_until"])
    return watch
