"""The jobs of what goes out."""

import random
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY
from hantong.outgoing import actions


@app.task(name="send_on_line", retry=RETRY)
def send_on_line(*, webhook: str) -> None:
    """Send what is due to one webhook, and come back when the next is due."""
    with turn():
        again_at = actions.send_due(webhook=UUID(webhook), clock=now, chance=random.random)
    if again_at is not None:
        _wake(webhook, at=again_at)


def wake(webhook: UUID) -> None:
    """Have what is due to a webhook sent soon; where that is asked for already, it will do."""
    with suppress(AlreadyEnqueued), transaction.atomic():  # a refused job must not spoil what is around it
        send_on_line.configure(queueing_lock=f"webhook:{webhook}").defer(webhook=str(webhook))


def _wake(webhook: str, *, at: datetime) -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        later = send_on_line.configure(schedule_at=at, queueing_lock=f"webhook-later:{webhook}:{int(at.timestamp())}")
        later.defer(webhook=webhook)


@app.task(name="send_on_forgotten_lines")
def send_on_forgotten_lines(timestamp: int) -> None:
    """Take up lines on which something is due, should their job have been lost."""
    for webhook in actions.lines_to_send_on(at=now()):
        wake(webhook)


@app.task(name="notify_staff_device", retry=RETRY)
def notify_staff(*, device: str, alert: str) -> None:
    """Notify one device of an alert."""
    with turn():
        actions.notify(device=UUID(device), alert=alert, at=now())


@app.task(name="notify_case_device", retry=RETRY)
def notify_follower(*, device: str, occasion: str, n: int) -> None:
    """Notify one device of what happened to its matter."""
    with turn():
        actions.notify(device=UUID(device), occasion=occasion, at=now())


@app.task(name="forget_outgoing")
def forget_outgoing(timestamp: int) -> None:
    """Forget old logs, and who followed what is over."""
    at = now()
    actions.forget_old(at=at)
    actions.forget_case_devices(at=at)
