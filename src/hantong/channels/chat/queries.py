"""Who waits, who is there, and how long it takes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hantong.access.models import Staff
from hantong.channels.chat.models import Duty, Talk
from hantong.channels.chat.waiting import Queue, handling_s

LATELY = timedelta(days=7)
MOST_LATELY = 20


def queue_for(jurisdiction: UUID, *, before: datetime, at: datetime) -> Queue:
    """Say how things stand for somebody there who came at `before`: four statements, however many wait."""
    duties = list(Duty.objects.there(at).serving(jurisdiction))
    served = Q(jurisdiction=jurisdiction)
    for duty in duties:
        served |= Q() if duty.is_everywhere else Q(jurisdiction__in=duty.jurisdictions)
    ahead = Talk.objects.waiting().filter(served, started_at__lt=before).count()
    staff = [duty.staff_id for duty in duties]
    busy = Talk.objects.open().filter(staff__in=staff).count() if staff else 0
    ended = Talk.objects.filter(ended_at__gt=at - LATELY, accepted_at__isnull=False).order_by("-ended_at")
    times = ended.values_list("accepted_at", "ended_at")[:MOST_LATELY]
    lately_s = [
        int((ended_at - accepted_at).total_seconds()) for accepted_at, ended_at in times if accepted_at and ended_at
    ]
    return Queue(
        position=ahead + 1,
        counsellors=len(duties),
        seats=sum(duty.most for duty in duties),
        busy=busy,
        handling_s=handling_s(lately_s),
    )


def is_anybody_there(jurisdiction: UUID, *, at: datetime) -> bool:
    """Tell whether a counsellor takes talks of a jurisdiction just now."""
    return Duty.objects.there(at).serving(jurisdiction).exists()


def colleagues(talk: Talk, *, at: datetime) -> list[Staff]:
    """Give who else is there to go on with a talk."""
    there = Duty.objects.there(at).serving(talk.jurisdiction_id).exclude(staff=talk.staff_id)
    return [duty.staff for duty in there.select_related("staff").order_by("staff__name")]
