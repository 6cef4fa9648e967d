"""Turning notifications on and off, per browser: for staff, and for whoever follows a matter."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.cases.terms import REOPEN_WITHIN
from hantong.kit.editions import forget_edition
from hantong.outgoing.models import CaseDevice, StaffDevice
from hantong.outgoing.refusals import TooManyDevices
from hantong.outgoing.subscriptions import Subscription

MOST_PER_STAFF, MOST_PER_CASE = 10, 5
KEPT_AFTER_CLOSING = REOPEN_WITHIN + timedelta(days=1)


@transaction.atomic
def save_staff_device(
    *, subscription: Subscription, name: str, language: str, is_for_unit: bool, by: Staff, at: datetime
) -> StaffDevice:
    """Notify `by` on this browser from now on, or change what of. Raises TooManyDevices."""
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    others = StaffDevice.objects.filter(staff=by).exclude(address=subscription.address)
    if others.count() >= MOST_PER_STAFF:
        raise TooManyDevices
    device, _new = StaffDevice.objects.update_or_create(
        staff=by,
        address=subscription.address,
        defaults={
            "public_key": subscription.public_key,
            "auth": subscription.auth,
            "name": name[:60],
            "language": language,
            "is_for_unit": is_for_unit,
            "added_at": at,
        },
    )
    forget_edition()
    return device


def remove_staff_device(*, device: StaffDevice) -> None:
    """Notify this browser no more."""
    device.delete()
    forget_edition()


@transaction.atomic
def follow_case(*, case: Case, subscription: Subscription, language: str, at: datetime) -> CaseDevice:
    """Notify this browser when the matter is answered, asked about or settled. Raises TooManyDevices."""
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    others = CaseDevice.objects.filter(case=case).exclude(address=subscription.address)
    if others.count() >= MOST_PER_CASE:
        raise TooManyDevices
    device, _new = CaseDevice.objects.update_or_create(
        case=case,
        address=subscription.address,
        defaults={
            "public_key": subscription.public_key,
            "auth": subscription.auth,
            "language": language,
            "added_at": at,
        },
    )
    return device


def unfollow_case(*, case: Case, address: str = "") -> int:
    """Notify the browser at `address` no more, or every one that follows the matter; tell how many."""
    rows = CaseDevice.objects.filter(case=case)
    return (rows.filter(address=address) if address else rows).delete()[0]


def forget_case_devices(*, at: datetime, cases: Collection[UUID] = ()) -> int:
    """Forget who follows matters that were erased, or settled too long ago to be opened again; tell how many."""
    over = Q(case__closed_at__lt=at - KEPT_AFTER_CLOSING) | Q(case__erased_at__isnull=False) | Q(case__in=cases)
    return CaseDevice.objects.filter(over).delete()[0]
