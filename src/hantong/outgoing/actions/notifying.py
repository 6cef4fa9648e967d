"""Notifying people on their devices: one job per device, encrypted for it alone; who is gone is forgotten."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from hantong.cases.actions.alerting import AlertRaised
from hantong.cases.models import Alert
from hantong.offices.directory import directory
from hantong.outgoing.actions.devices import remove_staff_device
from hantong.outgoing.models import CaseDevice, Device, StaffDevice
from hantong.outgoing.notes import Note, note_for_resident, note_for_staff
from hantong.outgoing.push_key import authorization
from hantong.outside.calling import Answer, NoAnswer, post
from hantong.outside.places import NotAllowed

KEPT_FOR_S = 24 * 3600
GONE = {404, 410}
BUSY = 429
log = structlog.get_logger("hantong.push")


class NotNow(Exception):
    """The push service takes nothing just now; the job tries again."""


@transaction.atomic
def notify_staff(*, alert: AlertRaised) -> None:
    """Have every device notified of whoever an alert is for."""
    from hantong.outgoing import jobs

    for device in _devices_of(alert):
        jobs.notify_staff.defer(device=str(device), alert=alert.key)


def _devices_of(alert: AlertRaised) -> Iterable[UUID]:
    if alert.staff is not None:
        return StaffDevice.objects.filter(staff=alert.staff).values_list("pk", flat=True)
    at_work = [
        staff
        for staff, posts in directory().posts.items()
        if any(
            post.department_id == alert.unit and post.starts_at <= alert.at and not _is_over(post.ends_at, alert.at)
            for post in posts
        )
    ]
    return StaffDevice.objects.filter(staff__in=at_work, is_for_unit=True).values_list("pk", flat=True)


def _is_over(ends_at: datetime | None, at: datetime) -> bool:
    return ends_at is not None and ends_at <= at


@transaction.atomic
def notify_followers(*, case: UUID, n: int, occasion: str) -> None:
    """Have every device notified on which a matter is followed."""
    from hantong.outgoing import jobs

    for device in CaseDevice.objects.filter(case=case, case__erased_at__isnull=True).values_list("pk", flat=True):
        jobs.notify_follower.defer(device=str(device), occasion=occasion, n=n)


def notify(*, device: UUID, at: datetime, alert: str = "", occasion: str = "") -> bool:
    """Notify one device of an alert or of what happened to its matter; tell whether it was taken. Raises NotNow."""
    row: Device | None
    if alert:
        row = StaffDevice.objects.select_related("staff").filter(pk=device, staff__is_active=True).first()
        told = Alert.objects.select_related("case").filter(key=alert, seen_at__isnull=True).first()
        note = note_for_staff(told, language=row.language) if row and told else None
    else:
        row = CaseDevice.objects.select_related("case").filter(pk=device).first()
        note = note_for_resident(row.case, occasion, language=row.language) if row else None
    if row is None or note is None:
        return False
    return _sent(row, note, at=at)


def _sent(device: Device, note: Note, *, at: datetime) -> bool:
    try:
        answer = post(device.address, body=_sealed(device, note.content()), headers=_headers(device, note, at=at))
    except NotAllowed as error:
        if not error.permanent:
            raise NotNow(error.reason) from error
        return _forget(device, error.reason)
    except NoAnswer as error:
        raise NotNow(error.reason) from error
    return _taken(device, answer)


def _taken(device: Device, answer: Answer) -> bool:
    if answer.status in GONE:
        return _forget(device, str(answer.status))
    if answer.status == BUSY or answer.status >= 500:
        raise NotNow(str(answer.status))
    if not 200 <= answer.status < 300:
        log.warning("push service refused a note", device=str(device.pk), status=answer.status)
        return False
    return True


def _sealed(device: Device, content: bytes) -> bytes:
    """Encrypt for the one browser that can open it (RFC 8291)."""
    from pywebpush import WebPusher

    keys = {"p256dh": device.public_key, "auth": device.auth}
    sealed: bytes = WebPusher({"endpoint": device.address, "keys": keys}).encode(content)["body"]
    return sealed


def _headers(device: Device, note: Note, *, at: datetime) -> dict[str, str]:
    contact = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {
        **authorization(settings.SECRET_KEY, address=device.address, contact=contact, at=at),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(KEPT_FOR_S),
        "Topic": note.topic,
        "Urgency": "high" if note.is_alarm else "normal",
    }


def _forget(device: Device, why: str) -> bool:
    """Forget a device whose push service knows it no more."""
    log.info("device forgotten", device=str(device.pk), why=why)
    if isinstance(device, StaffDevice):
        remove_staff_device(device=device)
    else:
        device.delete()
    return False
