"""Which matter a mail belongs to: by the mails that it answers, else by the number in its subject."""

import re
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from hantong.cases.models import Case
from hantong.cases.number import NotANumber, parse
from hantong.channels.email.reading import Mail
from hantong.contacts.models import Message, RawArrival
from hantong.people.contact_points import EMAIL
from hantong.people.models import ContactPoint

NUMBER = re.compile(r"(?<![\d-])\d{4}[-‐–— ]?\d{4}[-‐–— ]?\d{4}(?![\d-])")


def find_cases(mails: Sequence[Mail]) -> list[Case | None]:
    """Give the matter that each mail goes on with, if any; of merged ones, the one in which it goes on.

    Whoever answers a mail of ours had that mail. A number alone can be seen over a shoulder: it counts when the
    sender is known as the matter's resident.
    """
    answered = zip(mails, _answered(mails), strict=True)
    return [_goes_on(case or _by_number(mail)) for mail, case in answered]


def _goes_on(case: Case | None) -> Case | None:
    seen = set()
    while case is not None and case.merged_into_id is not None and case.pk not in seen:
        seen.add(case.pk)
        case = case.merged_into
    return case


def _answered(mails: Sequence[Mail]) -> list[Case | None]:
    """Give the matter that each mail answers: that of the last one of ours, else of the last one of the same sender."""
    names = {name for mail in mails for name in mail.refers_to}
    if not names:
        return [None] * len(mails)
    ours = [(row.reference, row.case) for row in _of_ours(names)]
    rows = RawArrival.objects.filter(channel="email", name__in=names, case__isnull=False).exclude(sender="")
    theirs = rows.select_related("case").defer("content").order_by("arrived_at")
    by_name = [((row.name, row.sender), row.case) for row in theirs]
    return [
        next((case for name, case in reversed(ours) if name in mail.refers_to), None)
        or next(
            (case for (name, who), case in reversed(by_name) if name in mail.refers_to and who == mail.sender), None
        )
        for mail in mails
    ]


def _of_ours(names: Iterable[str]) -> QuerySet[Message]:
    """Give the messages of ours among the mails of these names, the last one last."""
    return Message.objects.filter(reference__in=names).select_related("case").order_by("created_at")


def _by_number(mail: Mail) -> Case | None:
    for found in NUMBER.findall(mail.subject):
        try:
            number = parse(found)
        except NotANumber:
            continue
        case = Case.objects.filter(number=number).first()
        if case is not None and _is_of(case, mail.sender):
            return case
    return None


def _is_of(case: Case, sender: str) -> bool:
    if case.resident_id is None or not sender:
        return False
    residents = [case.resident_id]
    if case.resident is not None and case.resident.merged_into_id:
        residents.append(case.resident.merged_into_id)
    return ContactPoint.objects.filter(resident__in=residents, kind=EMAIL, value=sender).exists()


def answered_message(names: tuple[str, ...]) -> Message | None:
    """Give the message of ours among the mails of these names."""
    return _of_ours(names).last() if names else None
