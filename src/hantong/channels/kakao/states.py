"""The matters that were reported from an account, and how far each has come, in a line or two."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hantong.cases.models import Case
from hantong.contacts.notice_texts import ENDINGS
from hantong.kit.words import said
from hantong.people.contact_points import ACCOUNT
from hantong.people.models import ContactPoint
from hantong.shell.moments import moment_text

MOST = 5


def matters_of(account: str) -> list[Case]:
    """Give the matters of whoever writes from an account, newest first."""
    points = ContactPoint.objects.filter(kind=ACCOUNT, value=account).select_related("resident")
    people = {point.resident.merged_into_id or point.resident_id for point in points}
    if not people:
        return []
    return list(Case.objects.filter(resident__in=people, erased_at=None).order_by("-said_at")[:MOST])


def state_of(case: Case, *, now: datetime) -> str:
    """Say how far a matter has come."""
    return f"{case} · {case.title}\n{_word(case, now=now)}"


def _word(case: Case, *, now: datetime) -> str:
    if case.is_closed:
        return said(ENDINGS.get(case.end_state, {}), get_language() or "ko") or _("Settled")
    if case.is_waiting:
        return _("We asked you something and wait for your answer.")
    if case.due_at is None:
        return _("We are working on it.")
    due = moment_text(case.due_at, now=now)
    if case.is_overdue(now):
        return _("We promised an answer by %(due)s and have not kept it. We are sorry.") % {"due": due}
    return _("We are working on it. You will have an answer by %(due)s.") % {"due": due}
