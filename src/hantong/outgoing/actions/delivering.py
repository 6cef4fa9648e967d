"""Handing messages to webhooks: kept with the event, sent in order by one job per line, tried again for days."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.kit.ids import new_id
from hantong.outgoing.actions.webhooks import stop_webhook
from hantong.outgoing.backoff import GIVE_UP_AFTER, wait_after
from hantong.outgoing.happenings import TEST
from hantong.outgoing.models import Attempt, Delivery, Line, Webhook
from hantong.outgoing.payloads import News
from hantong.outgoing.refusals import NothingToSendAgain, WebhookStopped
from hantong.outgoing.signing import headers_for, secret_of
from hantong.outside.calling import Answer, NoAnswer, post
from hantong.outside.places import NotAllowed

HOLDS_FOR = timedelta(seconds=60)
LOOKS_AGAIN_AFTER = timedelta(seconds=2)
SENDS_FOR = timedelta(seconds=20)
LONGEST_REST = timedelta(minutes=5)
LOG_KEPT = timedelta(days=30)
GONE, BUSY = 410, 429
OVERLOADED = range(500, 600)
FINE = range(200, 300)


@transaction.atomic
def queue_delivery(*, webhook: Webhook, news: News) -> None:
    """Keep what a webhook is to be told, and have it sent; a repeat of the same event changes nothing."""
    from hantong.outgoing.jobs import wake

    row = Delivery(
        webhook=webhook,
        key=news.key,
        kind=news.kind,
        about=news.about,
        body=news.body(),
        created_at=news.at,
        next_at=news.at,
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    wake(webhook.pk)


@transaction.atomic
def send_test(*, webhook: Webhook, by: Staff, at: datetime) -> Delivery:
    """Have a message sent that tells of nothing. Raises WebhookStopped."""
    if not webhook.is_active:
        raise WebhookStopped
    data: dict[str, object] = {"webhook": str(webhook.pk), "kinds": webhook.kinds}
    queue_delivery(webhook=webhook, news=_test_news(webhook, data, at=at))
    return Delivery.objects.get(webhook=webhook, kind=TEST, created_at=at)


def _test_news(webhook: Webhook, data: dict[str, object], *, at: datetime) -> News:
    return News(key=f"test:{new_id()}", kind=TEST, at=at, about="", data=data, jurisdiction=webhook.jurisdiction_id)


@transaction.atomic
def send_again(*, delivery: Delivery, by: Staff, at: datetime) -> None:
    """Have a message sent once more, now, under the same id. Raises WebhookStopped, NothingToSendAgain."""
    from hantong.outgoing.jobs import wake

    row = Delivery.objects.select_for_update(of=("self",)).select_related("webhook").get(pk=delivery.pk)
    if not row.webhook.is_active:
        raise WebhookStopped
    if row.state == Delivery.State.WAITING and row.next_at <= at:
        raise NothingToSendAgain
    row.state, row.next_at, row.settled_at = Delivery.State.WAITING, at, None
    row.save(update_fields=["state", "next_at", "settled_at"])
    Line.objects.filter(webhook=row.webhook).update(rests_until=None)
    details = {"name": row.webhook.name, "message": str(row.pk)}
    audit(verb="webhook.retried", subject=f"webhook:{row.webhook_id}", details=details, by=by, at=at)
    wake(row.webhook_id)


def lines_to_send_on(*, at: datetime) -> Iterable[UUID]:
    """Give the webhooks for which something is due, should the job that was to send it have been lost."""
    rested = Q(webhook__line__rests_until__isnull=True) | Q(webhook__line__rests_until__lte=at)
    due = Delivery.objects.due(at).filter(rested, webhook__stopped="")
    return due.order_by().values_list("webhook_id", flat=True).distinct()


def send_due(*, webhook: UUID, clock: Callable[[], datetime], chance: Callable[[], float]) -> datetime | None:
    """Send what is due on one line, oldest first, for a while; give the moment to look again, if there is one.

    One job sends on a line at a time, so messages go in the order of their events as long as they are accepted.
    """
    at = clock()
    if not Webhook.objects.filter(pk=webhook, stopped="").exists():
        return None
    if not _take(webhook, at=at):
        return at + LOOKS_AGAIN_AFTER
    until = at + SENDS_FOR
    try:
        while clock() < until and _send_one(webhook, clock=clock, chance=chance):
            continue
    finally:
        Line.objects.filter(webhook=webhook).update(taken_until=None)
    return _next_moment(webhook)


def _take(webhook: UUID, *, at: datetime) -> bool:
    """Take the line for a while; a process that is killed lets go of it when its time is over."""
    Line.objects.bulk_create([Line(webhook_id=webhook)], ignore_conflicts=True)
    free = Q(taken_until__isnull=True) | Q(taken_until__lte=at)
    return Line.objects.filter(free, webhook=webhook).update(taken_until=at + HOLDS_FOR) == 1


def _next_moment(webhook: UUID) -> datetime | None:
    line = Line.objects.select_related("webhook").filter(webhook=webhook).first()
    if line is None or not line.webhook.is_active:
        return None
    earliest: datetime | None = Delivery.objects.waiting().filter(webhook=webhook).aggregate(at=Min("next_at"))["at"]
    if earliest is None or line.rests_until is None:
        return earliest
    return max(earliest, line.rests_until)


def _send_one(webhook: UUID, *, clock: Callable[[], datetime], chance: Callable[[], float]) -> bool:
    """Send the oldest message that is due; tell whether to go on."""
    at = clock()
    delivery = _begin(webhook, at=at)
    if delivery is None:
        return False
    began_s = time.monotonic()
    outcome = _handed_over(delivery, at=at)
    took_ms = int((time.monotonic() - began_s) * 1000)
    return _record(delivery, outcome, took_ms=took_ms, at=clock(), chance=chance())


@transaction.atomic
def _begin(webhook: UUID, *, at: datetime) -> Delivery | None:
    """Count a try before it is made: should this process die, the same message goes out again later."""
    line = Line.objects.select_for_update(of=("self",)).select_related("webhook").get(webhook=webhook)
    if not line.webhook.is_active or (line.rests_until is not None and at < line.rests_until):
        return None
    row = Delivery.objects.select_for_update(of=("self",)).due(at).filter(webhook=webhook).first()
    if row is None:
        return None
    row.webhook = line.webhook
    row.attempts += 1
    row.next_at = at + HOLDS_FOR
    row.save(update_fields=["attempts", "next_at"])
    line.taken_until = at + HOLDS_FOR
    line.save(update_fields=["taken_until"])
    return row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try."""

    status: int | None
    trouble: str
    asked_s: int | None = None

    @property
    def is_fine(self) -> bool:
        """Whether the message was accepted."""
        return self.status in FINE

    @property
    def is_about_the_line(self) -> bool:
        """Whether the next message would fare no better just now."""
        return self.status is None or self.status == BUSY or self.status in OVERLOADED


def _handed_over(delivery: Delivery, *, at: datetime) -> Outcome:
    webhook = delivery.webhook
    secrets = [secret_of(webhook.pk, n, key=settings.SECRET_KEY) for n in webhook.secret_ns(at)]
    headers = headers_for(delivery.pk, delivery.body, secrets=secrets, at=at)
    try:
        answer = post(webhook.url, body=delivery.body.encode(), headers=headers)
    except (NotAllowed, NoAnswer) as error:
        return Outcome(None, error.reason)
    return Outcome(answer.status, _trouble(answer), answer.retry_after_s)


def _trouble(answer: Answer) -> str:
    return "" if answer.status in FINE else answer.words.strip()[:200]


@transaction.atomic
def _record(delivery: Delivery, outcome: Outcome, *, took_ms: int, at: datetime, chance: float) -> bool:
    """Write down what came of a try; tell whether the line goes on."""
    Attempt.objects.create(
        delivery=delivery,
        n=delivery.attempts,
        at=at,
        status=outcome.status,
        trouble=outcome.trouble[:200],
        took_ms=took_ms,
    )
    line = Line.objects.select_for_update(of=("self",)).get(webhook=delivery.webhook_id)
    if outcome.is_fine:
        line.failing_since, line.rests_until, line.heard_at = None, None, at
        line.save()
        _settle(delivery, Delivery.State.SENT, at=at)
        return True
    wait = wait_after(delivery.attempts, chance=chance, asked_s=outcome.asked_s)
    line.failing_since = line.failing_since or at
    if outcome.is_about_the_line:
        line.rests_until = at + min(wait, LONGEST_REST)
    line.save()
    _put_off(delivery, outcome, wait, is_over=at - line.failing_since >= GIVE_UP_AFTER, at=at)
    return not outcome.is_about_the_line


def _put_off(delivery: Delivery, outcome: Outcome, wait: timedelta, *, is_over: bool, at: datetime) -> None:
    """Wait for the next try, or give up: the message after days, the whole line when nothing got through for days."""
    is_gone = outcome.status == GONE
    if is_gone or at - delivery.created_at >= GIVE_UP_AFTER:
        _settle(delivery, Delivery.State.FAILED, at=at)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(next_at=at + wait)
    if is_gone or is_over:
        why = Webhook.Stopped.GONE if is_gone else Webhook.Stopped.FAILING
        stop_webhook(webhook=delivery.webhook, why=why, by=None, at=at)


def _settle(delivery: Delivery, state: Delivery.State, *, at: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, settled_at=at)


def forget_old(*, at: datetime) -> int:
    """Remove the log of what was settled a month ago; tell how many messages."""
    return Delivery.objects.filter(settled_at__lt=at - LOG_KEPT).delete()[0]
