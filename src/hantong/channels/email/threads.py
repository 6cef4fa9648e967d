"""Which matter a mail belongs to: by the mails that it answers, else by the number in its subject."""

import re

from hantong.cases.models import Case
from hantong.cases.number import NotANumber, parse
from hantong.channels.email.reading import Mail
from hantong.contacts.models import Message, RawArrival
from hantong.people.contact_points import EMAIL
from hantong.people.models import ContactPoint

NUMBER = re.compile(r"(?<![\d-])\d{4}[-‐–— ]?\d{4}[-‐–— ]?\d{4}(?![\d-])")


def find_case(mail: Mail) -> Case | None:
    """Give the matter that a mail goes on with; of merged ones, the one in which it goes on.

    Whoever answers a mail of ours had that mail. A number alone can be seen over a shoulder: it counts when the
    sender is known as the matter's resident.
    """
    case = _by_reference(mail) or _by_number(mail)
    seen = set()
    while case is not None and case.merged_into_id is not None and case.pk not in seen:
        seen.add(case.pk)
        case = case.merged_into
    return case


def _by_reference(mail: Mail) -> Case | None:
    if not mail.refers_to:
        return None
    ours = Message.objects.filter(reference__in=mail.refers_to).select_related("case").order_by("-created_at").first()
    if ours is not None:
        return ours.case
    theirs = RawArrival.objects.filter(channel="email", name__in=mail.refers_to, case__isnull=False)
    theirs = theirs.filter(sender=mail.sender).exclude(sender="")
    earlier = theirs.select_related("case").order_by("-arrived_at").first()
    return earlier.case if earlier else None


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
    return Message.objects.filter(reference__in=names).order_by("-created_at").first() if names else None
