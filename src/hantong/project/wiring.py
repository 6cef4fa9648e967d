"""What follows from what: every event and those who listen, each called by a job of its own after the commit."""

from collections.abc import Mapping

from hantong.cases import calendar_effects
from hantong.contacts import rebanding
from hantong.kit.events import Event, Listener
from hantong.offices.events import CalendarChanged

LISTENERS: Mapping[type[Event], tuple[Listener, ...]] = {
    CalendarChanged: (calendar_effects.follow_calendar, rebanding.follow_calendar),
}
CALENDAR_EFFECTS = (
    "hantong.cases.calendar_effects.deadlines_moved",
    "hantong.contacts.rebanding.bands_moved",
)
