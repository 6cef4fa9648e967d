"""Talks that are over are forgotten after a while: the contact keeps their words, for as long as such are kept."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from hantong.channels.chat.models import Line, Talk

KEPT = timedelta(days=30)
AT_ONCE = 5000


@transaction.atomic
def forget_old_talks(*, at: datetime) -> int:
    """Remove talks that ended a month ago, and at once those whose contact was erased; tell how many."""
    erased = Q(contact__text="") | Q(contact__isnull=True)
    over = Talk.objects.filter(state=Talk.State.ENDED).filter(Q(ended_at__lte=at - KEPT) | erased)
    keys = list(over.values_list("pk", flat=True)[:AT_ONCE])
    Line.objects.filter(talk__in=keys).delete()
    Talk.objects.filter(pk__in=keys).delete()
    return len(keys)
