"""What follows from what: every event and those who listen, each called by a job of its own after the commit."""

from collections.abc import Mapping

from hantong.cases import calendar_effects, known_where
from hantong.cases import events as cases
from hantong.cases.actions.alerting import AlertRaised
from hantong.contacts import notices, rebanding
from hantong.contacts.events import ContactReceived
from hantong.kit.events import Event, Listener
from hantong.offices.events import CalendarChanged
from hantong.outgoing import telling
from hantong.written import following

LISTENERS: Mapping[type[Event], tuple[Listener, ...]] = {
    cases.CaseOpened: (notices.tell_opened, telling.tell_partners, following.follow_words),
    cases.CaseAnswered: (notices.tell_answered, telling.tell_partners, telling.tell_resident, following.follow_words),
    cases.ResidentAsked: (notices.tell_asked, telling.tell_partners, telling.tell_resident, following.follow_words),
    cases.CaseSaid: (following.follow_words,),
    cases.ConsentAsked: (notices.tell_consent_asked,),
    cases.DeadlineMoved: (notices.tell_deadline_moved, telling.tell_partners),
    cases.CaseClosed: (notices.tell_closed, telling.tell_partners, telling.tell_resident, following.follow_words),
    cases.CaseReopened: (notices.tell_reopened, telling.tell_partners, following.follow_words),
    cases.HandOverSettled: (notices.tell_passed_on, known_where.follow_work, telling.tell_partners),
    cases.HandOverOffered: (telling.tell_partners,),
    AlertRaised: (telling.tell_staff,),
    ContactReceived: (telling.tell_partners,),
    CalendarChanged: (calendar_effects.follow_calendar, rebanding.follow_calendar),
}
CALENDAR_EFFECTS = (
    "hantong.cases.calendar_effects.deadlines_moved",
    "hantong.contacts.rebanding.bands_moved",
)
