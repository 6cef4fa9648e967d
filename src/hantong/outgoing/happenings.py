"""The kinds of message that a webhook can ask for, and the events that they tell of."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.cases import events as cases
from hantong.contacts.events import ContactReceived
from hantong.kit.events import Event

TEST = "webhook.test"
KINDS: Mapping[str, str | Promise] = {
    "case.opened": _("A matter begins"),
    "case.answered": _("The resident is answered"),
    "case.asked": _("The resident is asked something; the clock stands still"),
    "case.deadline_moved": _("The promise changes"),
    "case.closed": _("A matter is settled"),
    "case.reopened": _("A matter is open again"),
    "hand_over.offered": _("Work is offered to a department or person"),
    "hand_over.settled": _("An offer is accepted, declined, withdrawn or runs out"),
    "contact.received": _("A conversation is recorded"),
}
TOLD_BY: Mapping[type[Event], str] = {
    cases.CaseOpened: "case.opened",
    cases.CaseAnswered: "case.answered",
    cases.ResidentAsked: "case.asked",
    cases.DeadlineMoved: "case.deadline_moved",
    cases.CaseClosed: "case.closed",
    cases.CaseReopened: "case.reopened",
    cases.HandOverOffered: "hand_over.offered",
    cases.HandOverSettled: "hand_over.settled",
    ContactReceived: "contact.received",
}
