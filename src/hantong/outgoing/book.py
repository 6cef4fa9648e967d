"""Who is listening, read once per change: the active webhooks, and the staff who have devices."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from hantong.kit.editions import Snapshot
from hantong.outgoing.models import StaffDevice, Webhook


@dataclass(frozen=True, slots=True)
class Listeners:
    """The active webhooks by the kind of event they want, and who is notified on a device of theirs."""

    webhooks: Mapping[str, tuple[Webhook, ...]]
    staff: frozenset[UUID]
    for_unit: frozenset[UUID]


def _read() -> Listeners:
    webhooks: dict[str, list[Webhook]] = {}
    for row in Webhook.objects.filter(stopped="").order_by("created_at"):
        for kind in row.kinds:
            webhooks.setdefault(kind, []).append(row)
    devices = StaffDevice.objects.values_list("staff", "is_for_unit")
    return Listeners(
        webhooks={kind: tuple(rows) for kind, rows in webhooks.items()},
        staff=frozenset(staff for staff, _ in devices),
        for_unit=frozenset(staff for staff, is_for_unit in devices if is_for_unit),
    )


_book = Snapshot(_read)


def listening() -> Listeners:
    """Give who is listening now."""
    return _book.get()
