"""What follows for conversations when the calendar changes: their time bands, told before and stored after."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.offices.events import CalendarChanged
from hantong.offices.rebanding import band_moves, move_bands


def bands_moved(event: CalendarChanged) -> str:
    """Tell how many conversations would count in another time band, and what becomes of the off-hours share."""
    moves = band_moves(Contact, event)
    count = sum(number for (stored, right), number in moves.items() if stored != right)
    text = _(
        "%(count)d of %(all)d conversations of that time count in another time band; their share outside "
        "office hours goes from %(before)s to %(after)s."
    )
    return text % {
        "count": count,
        "all": sum(moves.values()),
        "before": _share((stored, number) for (stored, _right), number in moves.items()),
        "after": _share((right, number) for (_stored, right), number in moves.items()),
    }


def _share(counts: Iterable[tuple[int, int]]) -> str:
    off = total = 0
    for code, number in counts:
        total += number
        off += number if code != Band.DAY.code else 0
    return f"{off / total:.1%}" if total else "–"


def follow_calendar(event: CalendarChanged) -> None:
    """Store the right time band with every conversation of the period; safe to repeat."""
    move_bands(Contact, event)
