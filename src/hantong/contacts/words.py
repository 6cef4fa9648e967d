"""The words for the states of the front door."""

from django.utils.translation import gettext_lazy as _

from hantong.contacts.models import Contact, Message

OUTCOMES = {
    Contact.Outcome.ANSWERED.value: _("Answered at once"),
    Contact.Outcome.OPENED.value: _("Matter opened"),
    Contact.Outcome.JOINED.value: _("Added to a matter"),
    Contact.Outcome.PASSED_ON.value: _("Passed on"),
    Contact.Outcome.GAVE_UP.value: _("Gave up"),
}
STATES = {
    Message.State.QUEUED.value: _("Waiting to be sent"),
    Message.State.SENDING.value: _("Being sent"),
    Message.State.SENT.value: _("Sent"),
    Message.State.FAILED.value: _("Could not be delivered"),
    Message.State.NO_WAY.value: _("No e-mail address"),
}
SETTLED = {
    Message.Settled.CALLED.value: _("Told by telephone"),
    Message.Settled.LETTER.value: _("Letter sent"),
    Message.Settled.IN_PERSON.value: _("Told in person"),
    Message.Settled.NOT_NEEDED.value: _("Not needed any more"),
}
