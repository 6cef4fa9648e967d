"""The jobs of the mayor's line."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.access.models import Staff
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY
from hantong.praise.actions import hear_new
from hantong.praise.mail import send_week
from hantong.praise.models import MayorsLine
from hantong.praise.week import monday_of, zone_of


@app.task(name="hear_mayors_lines", lock="hear_mayors_lines", queueing_lock="hear_mayors_lines")
def hear_mayors_lines(timestamp: int) -> None:
    """Tell apart what came on the mayor's lines; one job a minute costs less than one per message."""
    with turn():
        hear_new(at=now())


@app.task(name="send_mayors_weeks")
def send_mayors_weeks(timestamp: int) -> None:
    """Have every reader of every line sent last week, each by a job of its own."""
    at = now()
    with turn():
        for line in MayorsLine.objects.select_related("address").prefetch_related("readers"):
            monday = monday_of(at, zone_of(line)) - timedelta(days=7)
            for staff in line.readers.all():
                send_mayors_week.defer(line=str(line.pk), staff=str(staff.pk), monday=monday.isoformat())


@app.task(name="send_mayors_week", retry=RETRY)
def send_mayors_week(*, line: str, staff: str, monday: str) -> None:
    """Send one reader one week."""
    with turn():
        send_week(
            line=MayorsLine.objects.select_related("address").get(pk=UUID(line)),
            staff=Staff.objects.get(pk=UUID(staff)),
            monday=date.fromisoformat(monday),
            at=now(),
        )
