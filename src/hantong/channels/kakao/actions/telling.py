"""Answers wait until the resident next writes; what nobody looked at in three days is told by voice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hantong.channels.kakao.models import News, Talk
from hantong.contacts.actions import record_bounce, record_sent
from hantong.contacts.models import Message

WAITS = timedelta(days=3)
KEPT = timedelta(days=30)
AT_ONCE = 5


def keep_news(*, key: str, account: str, text: str, at: datetime) -> None:
    """Keep what the resident is told when they next write; the same key again changes nothing."""
    News.objects.bulk_create([News(key=key, account=account, text=text, made_at=at)], ignore_conflicts=True)


@transaction.atomic
def tell_news(*, account: str, at: datetime) -> list[str]:
    """Give what waits for an account, oldest first, and record that it was told."""
    rows = list(
        News.objects.select_for_update().filter(account=account, told_at=None).order_by("made_at", "pk")[:AT_ONCE]
    )
    if not rows:
        return []
    News.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)
    for message in Message.objects.filter(key__in=[row.key for row in rows]):
        record_sent(message=message, reference="", at=at)
    return [row.text for row in rows]


@transaction.atomic
def give_up_on_news(*, at: datetime) -> int:
    """Have told by voice what nobody came for, and forget what was told long ago; tell how many were given up."""
    News.objects.filter(made_at__lte=at - KEPT).exclude(told_at=None).delete()
    unseen = list(News.objects.select_for_update().filter(told_at=None, made_at__lte=at - WAITS)[:500])
    reason = _("The resident has not looked into KakaoTalk since.")
    for message in Message.objects.filter(key__in=[row.key for row in unseen]):
        record_bounce(message=message, reason=reason, at=at)
    News.objects.filter(pk__in=[row.pk for row in unseen]).delete()
    return len(unseen)


def forget_old_talks(*, at: datetime) -> int:
    """Remove talks in which nobody wrote for a month, drafts included; tell how many."""
    return Talk.objects.filter(heard_at__lte=at - KEPT).delete()[0]
