"""Reports of the network on texts of ours: a lost one is visible on its matter, and somebody is alarmed."""

from datetime import datetime, timedelta

from django.db import transaction

from hantong.channels.sms.actions.sending import conclude, one_at_a_time
from hantong.channels.sms.models import Submission, Text
from hantong.channels.sms.receipts import UNDER_WAY, Report, same_names

KEPT_FOR = timedelta(days=90)
EARLY_FOR = timedelta(days=3)


@transaction.atomic
def record_report(*, report: Report, at: datetime) -> Text | None:
    """Record what became of a part; a report on what we do not know yet waits for it."""
    if report.state == UNDER_WAY:
        return None
    one_at_a_time()
    known = Submission.objects.filter(reference__in=same_names(report.reference), at__gt=at - KEPT_FOR)
    row = known.select_for_update(of=("self",)).exclude(text=None).order_by("-at").first()
    if row is None:
        Submission.objects.create(reference=report.reference[:65], state=report.state, reason=report.reason[:80], at=at)
        return None
    if row.state != UNDER_WAY:
        return row.text
    row.state, row.reason = report.state, report.reason[:80]
    row.save(update_fields=["state", "reason"])
    text = Text.objects.select_for_update(of=("self",)).select_related("message").get(submissions=row)
    if text.state == Text.State.ACCEPTED:
        conclude(text, at=at)
    return text


def forget_old_texts(*, at: datetime) -> int:
    """Forget texts that ended some months ago, and reports on what was never ours; tell how many."""
    settled = Text.objects.filter(settled_at__lt=at - KEPT_FOR)
    early, _each = Submission.objects.filter(text=None, at__lt=at - EARLY_FOR).delete()
    return settled.delete()[1].get("channel_sms.Text", 0) + early
