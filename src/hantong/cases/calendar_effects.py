"""What follows for matters when the calendar changes: told before it is done, and done when it was."""

from django.utils.translation import ngettext

from hantong.cases.actions import reclock
from hantong.cases.models import Case
from hantong.cases.reclocking import moved, touched
from hantong.cases.refusals import AlreadyClosed
from hantong.offices.events import CalendarChanged
from hantong.offices.rebanding import move_bands


def deadlines_moved(event: CalendarChanged) -> str:
    """Tell how many open matters would get another deadline."""
    count = sum(1 for _case in moved(event))
    return ngettext(
        "%(count)d of %(all)d open matters of that time gets another deadline.",
        "%(count)d of %(all)d open matters of that time get another deadline.",
        count,
    ) % {"count": count, "all": touched(event).count()}


def follow_calendar(event: CalendarChanged) -> None:
    """Reckon deadlines and time bands anew after a change of the calendar; safe to repeat."""
    for case in list(moved(event)):
        try:
            reclock(case=case, at=event.at)
        except AlreadyClosed:
            continue
    move_bands(Case, event)
