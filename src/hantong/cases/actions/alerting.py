"""Telling staff: one row per reader and happening, however often it is announced."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.models import Alert, Case
from hantong.kit.events import Event, announce, tell_live


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """Somebody, or a unit, has to know something."""

    key: str
    kind: str
    is_alarm: bool
    case: UUID | None = None
    staff: UUID | None = None
    unit: UUID | None = None

    @classmethod
    def of(cls, alert: Alert) -> "AlertRaised":
        """Tell of `alert`."""
        return cls(
            at=alert.at,
            key=alert.key,
            kind=alert.kind,
            is_alarm=alert.is_alarm,
            case=alert.case_id,
            staff=alert.staff_id,
            unit=alert.unit_id,
        )


def alert(case: Case, *alerts: Alert, at: datetime) -> None:
    """Put `alerts` about what `case` has just seen before their readers, open pages too; repeats change nothing."""
    for each in alerts:
        reader = each.staff_id or each.unit_id
        each.case, each.at = case, at
        each.key = f"{case.pk}:{case.n}:{each.kind}:{reader}"
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)
    _tell(*alerts)


def alert_of_no_case(*alerts: Alert) -> None:
    """Put `alerts` that are about no matter before their readers; repeats of a key change nothing."""
    known = set(Alert.objects.filter(key__in=[each.key for each in alerts]).values_list("key", flat=True))
    fresh = [each for each in alerts if each.key not in known]
    Alert.objects.bulk_create(fresh, ignore_conflicts=True)
    _tell(*fresh)


def _tell(*alerts: Alert) -> None:
    announce(*(AlertRaised.of(each) for each in alerts))
    tell_live([{"topic": topic_of(each), "kind": "alarm" if each.is_alarm else each.kind} for each in alerts])


def topic_of(alert: Alert) -> str:
    """Name the pages that show an alert: its reader's, or those of the whole unit."""
    return f"alerts:staff:{alert.staff_id}" if alert.staff_id else f"alerts:unit:{alert.unit_id}"


def owners_alert(case: Case, *, kind: str, is_alarm: bool = False, data: dict[str, object] | None = None) -> Alert:
    """Give an alert for whoever answers for `case`: the owner, else the owning unit."""
    return Alert(
        kind=kind,
        staff_id=case.owner_id,
        unit_id=None if case.owner_id else case.owner_unit_id,
        is_alarm=is_alarm,
        data=data or {},
    )


def holders_alert(case: Case, *, kind: str, is_alarm: bool = False) -> Alert:
    """Give an alert for whoever works on `case`: the holder, else the holding unit."""
    return Alert(
        kind=kind,
        staff_id=case.holder_id,
        unit_id=None if case.holder_id else case.holder_unit_id,
        is_alarm=is_alarm,
    )


@transaction.atomic
def see_alerts(*, alerts: "list[Alert]", by: Staff, at: datetime) -> int:
    """Mark `alerts` as seen by `by`; gives how many were new to everybody."""
    return Alert.objects.filter(pk__in=[each.pk for each in alerts], seen_at__isnull=True).update(
        seen_at=at, seen_by=by
    )
