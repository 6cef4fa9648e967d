"""The front door's jobs."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from hantong.access.models import Staff
from hantong.afterwards import queue
from hantong.cases.actions import forget_unused_files
from hantong.contacts import actions, digest
from hantong.contacts.models import Message, RawArrival
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY
from hantong.offices.directory import directory

FORGOTTEN_AFTER = timedelta(hours=2)
READS_FOR = timedelta(seconds=10)
SHARES = (0, 1)
FIRST_FOR = 3
SENT_TOGETHER, SENT_WITHIN = 20, timedelta(seconds=30)


@app.task(name="deliver", retry=RETRY)
def deliver(*, message: str) -> None:
    """Send a queued message and those that wait beside it, and come back when the outside failed for now."""
    beside = queue.borrow("deliver", most=SENT_TOGETHER - 1, for_how_long=SENT_WITHIN)
    messages = [message, *(job.given["message"] for job in beside)]
    with turn():
        again_at = actions.deliver_all(messages=[UUID(each) for each in messages], clock=now)
    with transaction.atomic():
        queue.remove(job.id for job in beside)
        for each, at in again_at.items():
            _defer(str(each), at=at)


def _defer(message: str, *, at: datetime) -> None:
    """Store the next attempt; where one is stored already, that one will do."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        deliver.configure(schedule_at=at, queueing_lock=f"deliver:{message}").defer(message=message)


@app.task(name="deliver_forgotten")
def deliver_forgotten(timestamp: int) -> None:
    """Take up messages that have waited long past every retry, should their job have been lost."""
    unsent = Message.objects.filter(
        state__in=(Message.State.QUEUED, Message.State.SENDING), created_at__lt=now() - FORGOTTEN_AFTER
    )
    for message in unsent.values_list("pk", flat=True)[:1000]:
        _defer(str(message), at=now())


@app.task(name="send_digests")
def send_digests(timestamp: int) -> None:
    """Have everybody who wants it sent what waits for them today, each by a job of its own."""
    for staff in digest.wanting():
        send_digest.defer(staff=str(staff.pk))


@app.task(name="send_digest", retry=RETRY)
def send_digest(*, staff: str) -> None:
    """Send one person's digest."""
    at = now()
    with turn():
        digest.send_to(directory().person(Staff.objects.get(pk=staff), at=at), at=at)


@app.task(name="take_in_waiting")
def take_in_waiting(*, share: int, times: int = 0) -> None:
    """Read one reader's share of what was kept, for a while; what is left then is read by the next such job."""
    if actions.take_in_waiting(clock=now, until=now() + READS_FOR, share=share):
        _wake(share, times=times + 1)


def wake_reader() -> None:
    """Have what was kept read soon, by two readers; where that is asked for already, it will do."""
    for share in SHARES:
        _wake(share)


def _wake(share: int, *, times: int = 0) -> None:
    """Store the next job of a reader: before all others, but when it has read for long, those have their turn."""
    priority = 0 if times % FIRST_FOR == FIRST_FOR - 1 else 1
    line = f"take_in_waiting:{share}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        take_in_waiting.configure(lock=line, queueing_lock=line, priority=priority).defer(share=share, times=times)


@app.task(name="take_in_forgotten")
def take_in_forgotten(timestamp: int) -> None:
    """Have read what still waits, should the job that was to read it have been lost."""
    if RawArrival.objects.waiting().exists():
        wake_reader()


@app.task(name="clear_front_door")
def clear_front_door(timestamp: int) -> None:
    """Forget counts whose time is over and files that nobody claimed."""
    at = now()
    actions.forget_old_tallies(at=at)
    actions.forget_contents(at=at)
    forget_unused_files(at=at)
