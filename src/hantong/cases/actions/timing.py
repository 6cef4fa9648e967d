"""What the clock does by itself: offers run out, and promises that come near or are broken are said once each."""

from datetime import datetime, timedelta

from django.db import transaction

from hantong.cases.actions.alerting import AlertRaised, topic_of
from hantong.cases.actions.handing_over import time_out
from hantong.cases.models import Alert, Case, CaseQuerySet, HandOver
from hantong.cases.refusals import NoOffer
from hantong.kit.events import announce, tell_live
from hantong.kit.ids import new_id

SOON = timedelta(hours=24)
LONG_BROKEN = timedelta(days=7)  # an imported past is not said anew
AT_ONCE = 500


def time_out_offers(*, at: datetime) -> int:
    """Let every offer whose time is over run out; tell how many did. Two at once do each offer once."""
    done = 0
    for offer in HandOver.objects.expired(at).order_by("expires_at")[:AT_ONCE]:
        try:
            time_out(offer=offer, at=at)
        except NoOffer:  # somebody answered in between, or another process was first
            continue
        done += 1
    return done


def warn_of_promises(*, at: datetime) -> int:
    """Alert whoever answers for a matter, once when its promise is a day away and once when it is broken."""
    running = Case.objects.open().filter(waiting_since__isnull=True)
    soon = running.filter(due_at__gte=at, due_at__lt=at + SOON)
    overdue = running.filter(due_at__lt=at, due_at__gte=at - LONG_BROKEN)
    return _warn(soon, kind="due_soon", is_alarm=False, at=at) + _warn(overdue, kind="overdue", is_alarm=True, at=at)


def _warn(cases: CaseQuerySet, *, kind: str, is_alarm: bool, at: datetime) -> int:
    """Alert about the matters that have none of this kind yet for their present promise."""
    fresh = cases.extra(
        where=[
            "NOT EXISTS (SELECT 1 FROM cases_alert WHERE cases_alert.case_id = cases_case.id"
            " AND cases_alert.kind = %s"
            " AND cases_alert.data ->> 'due_at' = floor(extract(epoch FROM due_at))::bigint::text)"
        ],
        params=[kind],
    )
    alerts = [_promise_alert(case, kind, is_alarm=is_alarm, at=at) for case in fresh.order_by("due_at")[:AT_ONCE]]
    with transaction.atomic():
        Alert.objects.bulk_create(alerts, ignore_conflicts=True)
        announce(*(AlertRaised.of(each) for each in alerts))
        topics = {topic_of(each) for each in alerts}
        if topics:
            tell_live([{"topic": topic, "kind": "alarm" if is_alarm else kind} for topic in sorted(topics)])
    return len(alerts)


def _promise_alert(case: Case, kind: str, *, is_alarm: bool, at: datetime) -> Alert:
    due_s = int(case.due_at.timestamp()) if case.due_at else 0
    return Alert(
        id=new_id(),
        key=f"{case.pk}:{kind}:{due_s}",
        case=case,
        kind=kind,
        is_alarm=is_alarm,
        at=at,
        staff_id=case.owner_id,
        unit_id=None if case.owner_id else case.owner_unit_id,
        data={"due_at": str(due_s)},
    )
