"""Giving written work out: the next piece on asking, or by itself where a supervisor switched that on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.cases.actions import assign, take
from hantong.cases.models import Case
from hantong.kit.errors import Refused
from hantong.offices.person import StaffPerson
from hantong.written.crew import answerer_of, crew_of, loads_of, piece_of
from hantong.written.matching import best_for, next_piece
from hantong.written.models import Floor, Waiting, Writer

LOOKED_THROUGH = 200


class TooMuch(Refused):
    """They have as much as they can."""

    code = "too_much"
    message = _("You have as much as you can answer at once. Answer or pass on something first.")


class NothingFits(Refused):
    """Nothing waits that they could take."""

    code = "nothing_fits"
    message = _("Nothing waits that fits your languages and topics.")


@transaction.atomic
def give_next(*, person: StaffPerson, by: Staff, at: datetime) -> Case:
    """Give `person` the piece of written work that should be answered next and fits them.

    Raises TooMuch, NothingFits.
    """
    Staff.objects.select_for_update(no_key=True).get(pk=person.staff.pk)  # two presses are one after the other
    writer = Writer.objects.filter(staff=person.staff).first()
    own = answerer_of(writer, person.staff, loads_of([person.staff.pk]).get(person.staff.pk, 0))
    if own.is_full:
        raise TooMuch
    units = person.department_ids()
    free = Waiting.objects.free().filter(case__holder_unit__in=units).by_clock().select_related("case")
    rows = list(free.select_for_update(skip_locked=True, of=("self",))[:LOOKED_THROUGH])
    found = next_piece(own, [piece_of(row) for row in rows], crew_of(units, at=at))
    if found is None:
        raise NothingFits
    case = next(row.case for row in rows if row.case_id == found.case)
    Writer.objects.filter(staff=person.staff).update(given_at=at)
    return take(case=case, by=by, unit=case.holder_unit_id, at=at)


def push_waiting(*, at: datetime, unit: UUID | None = None) -> int:
    """Give out what waits in departments that do so by themselves; tell how much."""
    floors = Floor.objects.select_related("pushed_by")
    floors = floors.filter(department=unit) if unit else floors
    return sum(_push_in(floor, at=at) for floor in floors)


def _push_in(floor: Floor, *, at: datetime) -> int:
    given = 0
    while given < LOOKED_THROUGH and _push_one(floor, at=at):
        given += 1
    return given


@transaction.atomic
def _push_one(floor: Floor, *, at: datetime) -> bool:
    """Give one piece to whoever it fits best; nothing where nobody has room."""
    Floor.objects.select_for_update().get(pk=floor.pk)  # one giver at a time, so that nobody gets too much
    crew = crew_of([floor.department_id], at=at)
    if all(each.is_full for each in crew):
        return False
    free = Waiting.objects.free().filter(case__holder_unit=floor.department_id).by_clock().select_related("case")
    for row in free[:LOOKED_THROUGH]:
        best = best_for(piece_of(row), crew)
        if best is not None:
            to = Staff.objects.get(pk=best.staff)
            assign(case=row.case, to=to, unit=floor.department_id, by=floor.pushed_by, at=at)
            Writer.objects.filter(staff=to).update(given_at=at)
            return True
    return False
