"""Asking the networks for what is new: mentions and direct messages each minute, edits and deletions every ten, our figures each hour."""

from datetime import datetime, timedelta

import structlog

from hantong.channels.social.actions import keep_post, record_gone, record_numbers, record_trouble
from hantong.channels.social.models import SocialPost, Watch
from hantong.channels.social.networks import open_network
from hantong.channels.social.posts import Network, Post, Trouble
from hantong.channels.social.settings_read import Account
from hantong.channels.social.threads import is_known

log = structlog.get_logger("hantong.social")
FIRST_LOOK = timedelta(days=1)
LOOK_AGAIN = timedelta(minutes=10)
COUNT_AGAIN = timedelta(hours=1)
LOOKED_BACK = timedelta(days=7)
MOST_LOOKED_AT = 100


def poll(account: Account, *, at: datetime) -> int:
    """Keep what is new for an account; tell of how many posts. An account in trouble rests and says why."""
    watch, _made = Watch.objects.get_or_create(account=account.address)
    if watch.rests_until is not None and watch.rests_until > at:
        return 0
    network = open_network(account)
    no_talks: Trouble | None = None
    try:
        kept = _mentions(network, account, watch, at=at)
        try:
            kept += _told_us(network, account, watch, at=at)
        except Trouble as trouble:
            no_talks = _if_only_talks(trouble)
        if watch.looked_again_at is None or watch.looked_again_at + LOOK_AGAIN <= at:
            kept += _look_again(network, account, at=at)
            watch.looked_again_at = at
        if watch.counted_at is None or watch.counted_at + COUNT_AGAIN <= at:
            record_numbers(account=account.address, numbers=network.numbers(), at=at)
            watch.counted_at = at
    except Trouble as trouble:
        record_trouble(account=account.address, trouble=trouble, at=at)
        log.error("an account cannot be read", account=account.address, kind=trouble.kind, trouble=trouble.reason)
        return 0
    watch.asked_at = at
    watch.save(update_fields=["asked_at", "looked_again_at", "counted_at"])
    if watch.trouble or no_talks:
        record_trouble(account=account.address, trouble=no_talks, at=at)
    return kept


def _if_only_talks(trouble: Trouble) -> Trouble:
    """Give the trouble if all but direct messages goes on. Raises it otherwise."""
    if trouble.kind != "talks":
        raise trouble
    return trouble


def _told_us(network: Network, account: Account, watch: Watch, *, at: datetime) -> int:
    """Keep new direct messages as mentions are kept."""
    posts, mark = network.told_us(watch.talks_mark)
    fresh = [post for post in posts if watch.talks_mark or post.written_at >= at - FIRST_LOOK]
    kept = sum(keep_post(post=post, account=account.address, at=at) is not None for post in fresh)
    if mark != watch.talks_mark:
        watch.talks_mark = mark
        watch.save(update_fields=["talks_mark"])
    return kept


def _mentions(network: Network, account: Account, watch: Watch, *, at: datetime) -> int:
    """Keep new mentions before the mark moves on: a poll that is cut off is made again, and repeats change nothing."""
    posts, mark = network.mentions(watch.mark)
    kept = 0
    for post in posts:
        if _is_own(post, account) or (not watch.mark and post.written_at < at - FIRST_LOOK):
            continue
        known = not post.above or any(is_known(account.address, name) for name in post.above)
        whole = post if known else post.below(network.above(post) or post.above)
        kept += keep_post(post=whole, account=account.address, at=at) is not None
    if mark != watch.mark:
        watch.mark = mark
        watch.save(update_fields=["mark"])
    return kept


def _is_own(post: Post, account: Account) -> bool:
    return account.address in {post.author, f"{account.network}:{post.handle.lower()}"}


def _look_again(network: Network, account: Account, *, at: datetime) -> int:
    """Find what residents edited or deleted since, in matters that are open."""
    rows = SocialPost.objects.filter(
        account=account.address,
        is_ours=False,
        gone_at__isnull=True,
        case__closed_at__isnull=True,
        case__isnull=False,
        heard_at__gt=at - LOOKED_BACK,
    ).exclude(link="")  # what has no page of its own is a direct message
    posts = {row.name: row for row in rows.order_by("-heard_at")[:MOST_LOOKED_AT]}
    there = network.still_there(list(posts)) if posts else {}
    kept = 0
    for name, row in posts.items():
        now = there.get(name)
        if now is None:
            record_gone(post=row, at=at)
        elif now.version != row.version:
            kept += keep_post(post=now, account=account.address, at=at) is not None
    return kept
