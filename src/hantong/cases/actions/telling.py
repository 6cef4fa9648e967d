"""What became of a message to the resident, in the matter's history; who answers for it hears of a failure."""

from datetime import datetime

from django.db import transaction

from hantong.cases.actions._writing import Step, held, write
from hantong.cases.actions.alerting import alert, owners_alert
from hantong.cases.events import CaseNoted
from hantong.cases.models import Case, History
from hantong.kit.events import announce


@transaction.atomic
def record_delivered(*, case: Case, occasion: str, channel: str, at: datetime) -> Case:
    """Record that the resident was told."""
    case = held(case)
    step = Step(kind=History.Kind.DELIVERED, data={"occasion": occasion, "channel": channel})
    write(case, step, by=None, at=at, channel=channel)
    announce(CaseNoted.of(case))
    return case


@transaction.atomic
def record_undelivered(*, case: Case, occasion: str, channel: str, reason: str, at: datetime) -> Case:
    """Record that a message could not be delivered, and alarm whoever answers for the matter."""
    case = held(case)
    about: dict[str, object] = {"occasion": occasion, "channel": channel, "reason": reason}
    write(case, Step(kind=History.Kind.UNDELIVERED, data=about), by=None, at=at, channel=channel)
    alert(case, owners_alert(case, kind="undelivered", is_alarm=True, data=about), at=at)
    announce(CaseNoted.of(case))
    return case
