"""The front door's jobs."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from hantong.access.models import Staff
from hantong.cases.actions import forget_unused_files
from hantong.contacts import actions, digest
from hantong.contacts.models import Message, RawArrival
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY
from hantong.offices.directory import directory

FORGOTTEN_AFTER = timedelta(hours=2)
READS_FOR = timedelta(seconds=10)


@app.task(name="deliver", retry=RETRY)
def deliver(*, message: str) -> None:
    """Send a queued message, and come back when the outside failed for now."""
    with turn():
        again_at = actions.deliver(message=UUID(message), at=now())
    if again_at is not None:
        _defer(message, at=again_at)


def _defer(message: str, *, at: datetime) -> None:
    """Store the next attempt; where one is stored already, that one will do."""
    with suppress(AlreadyEnqueued):
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


@app.task(name="take_in_waiting", lock="take_in_waiting")
def take_in_waiting() -> None:
    """Read what was kept, for a while; what is left then is read by the next such job, after those of others."""
    if actions.take_in_waiting(clock=now, until=now() + READS_FOR):
        wake_reader()


def wake_reader() -> None:
    """Have what was kept read soon; where that is asked for already, it will do."""
    with suppress(AlreadyEnqueued):
        take_in_waiting.configure(queueing_lock="take_in_waiting").defer()


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
