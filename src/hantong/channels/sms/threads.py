"""Which matter a text goes on with: the one whose number stands in it, else the sender's last open one."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from hantong.cases.models import Case
from hantong.cases.number import NotANumber, parse
from hantong.contacts.models import OwnAddress
from hantong.offices.directory import directory
from hantong.people.contact_points import PHONE
from hantong.people.models import Resident
from hantong.people.recognition import residents_at

NUMBER = re.compile(r"(?<![\d-])\d{4}[-‐–— ]?\d{4}[-‐–— ]?\d{4}(?![\d-])")


def residents_of(number: str) -> list[Resident]:
    """Give the residents who are reached at a telephone number."""
    return residents_at([(PHONE, number)])


def named_case(words: str, residents: list[Resident]) -> Case | None:
    """Give the matter of one of these residents whose number stands in the words, followed to where it goes on."""
    for found in NUMBER.findall(words):
        try:
            number = parse(found)
        except NotANumber:
            continue
        case = Case.objects.filter(number=number, resident__in=_records(residents)).first()
        if case is not None:
            return _goes_on(case)
    return None


def last_open_case(
    residents: list[Resident], *, address: OwnAddress | None, within: timedelta, at: datetime
) -> Case | None:
    """Give the open matter that was last about these residents, where our number is for its jurisdiction."""
    return _last(residents, address, is_closed=False, since=at - within)


def last_settled_case(
    residents: list[Resident], *, address: OwnAddress | None, within: timedelta, at: datetime
) -> Case | None:
    """Give the settled matter that was last about these residents."""
    return _last(residents, address, is_closed=True, since=at - within)


def _last(residents: list[Resident], address: OwnAddress | None, *, is_closed: bool, since: datetime) -> Case | None:
    if not residents:
        return None
    theirs = Case.objects.filter(
        resident__in=_records(residents), closed_at__isnull=not is_closed, changed_at__gt=since
    )
    if address is not None:
        theirs = theirs.filter(jurisdiction__in=directory().subtrees[address.jurisdiction_id])
    return theirs.filter(erased_at=None, merged_into=None).order_by("-changed_at").first()


def _records(residents: list[Resident]) -> list[UUID]:
    """Give the residents with those who were merged into them."""
    ours = [resident.pk for resident in residents]
    return [*ours, *Resident.objects.filter(merged_into__in=ours).values_list("pk", flat=True)]


def _goes_on(case: Case) -> Case:
    seen = set()
    while case.merged_into is not None and case.pk not in seen:
        seen.add(case.pk)
        case = case.merged_into
    return case
