"""Whoever writes while nobody is there is told once when somebody will be."""

from datetime import date, datetime, timedelta

from hantong.cases.events import CaseEvent, CaseOpened, CaseSaid
from hantong.cases.models import Case, History
from hantong.contacts.notices import tell_when_back
from hantong.contacts.thanks import is_thanks
from hantong.contacts.ways import SPOKEN
from hantong.offices.directory import directory
from hantong.offices.hours import OfficeHours
from hantong.shell.quotes import unfolded
from hantong.written.models import Writer

WEEK = tuple(date(2026, 3, 9) + timedelta(days=n) for n in range(7))  # an ordinary week, to compare hours by


def tell_if_nobody_is_there(event: CaseEvent) -> None:
    """Say when somebody will be there, once in each conversation.

    What machines answer by themselves never gets here: the channels settle it before it becomes anybody's words.
    """
    if not isinstance(event, CaseOpened | CaseSaid):
        return
    row = History.objects.filter(case=event.case, n__lte=event.n, kind__in=("opened", "said")).order_by("-n").first()
    if row is None or row.by_id is not None or row.channel in {*SPOKEN, ""}:
        return
    case = Case.objects.select_related("resident", "service").get(pk=event.case)
    back = back_at(case, at=event.at)
    if back is not None and not case.is_closed and not is_thanks(unfolded(row.text).fresh.strip()):
        tell_when_back(event, case=case, back=back)


def back_at(case: Case, *, at: datetime) -> datetime | None:
    """Give when somebody will be there who answers `case`; nothing when they are."""
    hours = hours_of(case)
    writer = Writer.objects.filter(staff=case.holder_id).first() if case.holder_id else None
    until = writer.away_until if writer is not None and writer.is_away(at) else None
    if until is None and hours.is_open(at):
        return None
    return hours.opens_next(until or at)


def hours_of(case: Case) -> OfficeHours:
    """Give the hours that hold for a matter: the longest of the places of its department, else the office's own."""
    offices = directory()
    places = [key for key, place in offices.places.items() if place.department_id == case.holder_unit_id]
    if not places:
        return offices.clocks[offices.departments[case.holder_unit_id].jurisdiction_id].hours
    usual = [offices.opening_hours[key] for key in places]
    return max(usual, key=lambda hours: sum(last - first for day in WEEK for first, last in hours.intervals_on(day)))
