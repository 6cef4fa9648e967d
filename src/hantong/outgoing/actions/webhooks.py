"""Connecting partners' systems: added, changed, given a new secret, stopped, started, removed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.actions.alerting import alert_of_no_case
from hantong.cases.models import Alert
from hantong.kit.editions import forget_edition
from hantong.offices.directory import directory
from hantong.outgoing.happenings import KINDS
from hantong.outgoing.models import EDITING, Delivery, Line, Webhook
from hantong.outgoing.refusals import AddressRefused, NothingWanted
from hantong.outgoing.signing import secret_of
from hantong.outside.calling import checked
from hantong.outside.places import NotAllowed, address_of

OVERLAPS = (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFacts:
    """What a webhook is."""

    name: str
    url: str
    jurisdiction: UUID
    kinds: Collection[str]
    department: UUID | None = None


def newest_secret(webhook: Webhook) -> str:
    """Give the secret that its receiver is to keep."""
    return secret_of(webhook.pk, webhook.secret_n, key=settings.SECRET_KEY)


@transaction.atomic
def save_webhook(*, webhook: Webhook | None, facts: WebhookFacts, by: Staff, at: datetime) -> Webhook:
    """Connect a partner's system, or change how. Raises AddressRefused, NothingWanted."""
    row = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk) if webhook else None
    row = row or Webhook(created_at=at, secret_since=at)
    row.name, row.url = facts.name.strip(), _callable(facts.url.strip())
    row.jurisdiction_id, row.department_id = facts.jurisdiction, facts.department
    row.kinds = [kind for kind in KINDS if kind in facts.kinds]
    if not row.kinds:
        raise NothingWanted(field="kinds")
    row.changed_at = at
    row.save()
    Line.objects.get_or_create(webhook=row)
    _audit("webhook.changed" if webhook else "webhook.added", row, by=by, at=at)
    return row


def _callable(url: str) -> str:
    """Give an address that we would call; a name that is not known just now may be known later."""
    try:
        parts = checked(url)
        address_of(str(parts.hostname), parts.port or 443)
    except NotAllowed as refused:
        if refused.permanent:
            raise AddressRefused(field="url") from refused
    return url


@transaction.atomic
def replace_secret(*, webhook: Webhook, overlap: timedelta, by: Staff, at: datetime) -> Webhook:
    """Give a webhook a new secret; for `overlap` the old one signs too."""
    row = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    row.secret_n += 1
    row.secret_since, row.old_secret_until = at, at + overlap
    row.save(update_fields=["secret_n", "secret_since", "old_secret_until"])
    _audit("webhook.secret_replaced", row, by=by, at=at)
    return row


@transaction.atomic
def stop_webhook(*, webhook: Webhook, why: Webhook.Stopped, by: Staff | None, at: datetime) -> None:
    """Tell a webhook nothing any more; whoever administers it is alerted when nobody did it by hand."""
    changed = Webhook.objects.filter(pk=webhook.pk, stopped="").update(stopped=why, changed_at=at)
    if not changed:
        return
    webhook.stopped = why
    _audit("webhook.stopped", webhook, by=by, at=at, reason=str(why))
    if why is not Webhook.Stopped.BY_HAND:
        alert_of_no_case(*_alerts(webhook, at=at))


def _alerts(webhook: Webhook, *, at: datetime) -> list[Alert]:
    readers = [staff for staff in directory().posts if _administers(staff, webhook, at=at)]
    return [
        Alert(
            key=f"webhook:{webhook.pk}:{int(at.timestamp())}:{staff}",
            staff_id=staff,
            kind="webhook_stopped",
            is_alarm=True,
            at=at,
            data={"reason": webhook.name},
        )
        for staff in readers
    ]


def _administers(staff: UUID, webhook: Webhook, *, at: datetime) -> bool:
    offices = directory()
    return any(
        EDITING in post.role.capabilities
        and post.starts_at <= at
        and (post.ends_at is None or at < post.ends_at)
        and webhook.jurisdiction_id in offices.subtrees[offices.departments[post.department_id].jurisdiction_id]
        for post in offices.posts[staff]
    )


@transaction.atomic
def start_webhook(*, webhook: Webhook, by: Staff, at: datetime) -> None:
    """Tell a stopped webhook again; what was still on its way goes out first."""
    Webhook.objects.filter(pk=webhook.pk).update(stopped="", changed_at=at)
    Line.objects.filter(webhook=webhook).update(failing_since=None, rests_until=None)
    Delivery.objects.waiting().filter(webhook=webhook).update(next_at=at)
    webhook.stopped = ""
    _audit("webhook.changed", webhook, by=by, at=at)


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: Staff, at: datetime) -> None:
    """Remove a webhook with its log."""
    _audit("webhook.removed", webhook, by=by, at=at)
    webhook.delete()


def _audit(verb: str, row: Webhook, *, by: Staff | None, at: datetime, **more: str) -> None:
    audit(verb=verb, subject=f"webhook:{row.pk}", details={"name": row.name, "url": row.url, **more}, by=by, at=at)
    forget_edition()
