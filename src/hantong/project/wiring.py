"""What follows from what: every event and those who listen, each called by a job of its own after the commit."""

from collections.abc import Mapping

from hantong.cases import calendar_effects, known_where
from hantong.cases import events as cases
from hantong.contacts import notices, rebanding
from hantong.kit.events import Event, Listener
from hantong.offices.events import CalendarChanged

LISTENERS: Mapping[type[Event], tuple[Listener, ...]] = {
    cases.CaseOpened: (notices.tell_opened,),
    cases.CaseAnswered: (notices.tell_answered,),
    cases.ResidentAsked: (notices.tell_asked,),
    cases.DeadlineMoved: (notices.tell_deadline_moved,),
    cases.CaseClosed: (notices.tell_closed,),
    cases.CaseReopened: (notices.tell_reopened,),
    cases.HandOverSettled: (notices.tell_passed_on, known_where.follow_work),
    CalendarChanged: (calendar_effects.follow_calendar, rebanding.follow_calendar),
}
CALENDAR_EFFECTS = (
    "hantong.cases.calendar_effects.deadlines_moved",
    "hantong.contacts.rebanding.bands_moved",
)
