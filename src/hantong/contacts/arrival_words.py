"""The words for raw arrivals: how far they have come, and why a person has to look at them."""

from django.utils.translation import gettext_lazy as _

from hantong.contacts.models import RawArrival

STATES = {
    RawArrival.State.WAITING.value: _("To be read"),
    RawArrival.State.DONE.value: _("Read"),
    RawArrival.State.HELD.value: _("Set apart"),
    RawArrival.State.FAILED.value: _("Could not be read"),
    RawArrival.State.DISCARDED.value: _("Put aside as nothing for us"),
}
LOOKS = {  # tone and icon of a state
    RawArrival.State.WAITING.value: ("info", "clock"),
    RawArrival.State.DONE.value: ("success", "check"),
    RawArrival.State.HELD.value: ("warning", "pause"),
    RawArrival.State.FAILED.value: ("danger", "warning"),
    RawArrival.State.DISCARDED.value: ("neutral", "trash"),
}
REASONS = {
    "opened": _("A matter was opened"),
    "joined": _("Added to its matter"),
    "reopened": _("Its matter was opened again"),
    "after_the_end": _("Its matter ended too long ago: a new one was opened"),
    "opted_out": _("Wants no more texts"),
    "opted_in": _("Wants texts again"),
    "auto_reply": _("An automatic answer"),
    "bounce": _("A message of ours came back"),
    "delayed": _("A message of ours is late"),
    "bounce_of_unknown": _("A report about a mail that is not ours"),
    "automatic": _("Sent by a machine or to a mailing list"),
    "flood": _("Very many from one sender"),
    "too_large": _("Larger than we take; the sender's server was told"),
    "many_recipients": _("Sent to very many people"),
    "many_parts": _("Built of more parts than anybody writes"),
    "huge_head": _("Built with a head that is far too long"),
    "no_sender": _("Without a sender that could be answered"),
    "from_ourselves": _("Sent in our own name"),
    "not_understood": _("Reading it failed"),
    "ended_its_reader": _("Whoever read it was ended by it"),
}
WHYS = {
    RawArrival.Why.SPAM.value: _("Advertising or fraud"),
    RawArrival.Why.ABUSE.value: _("Abuse and nothing else"),
    RawArrival.Why.REPEATED.value: _("The same again"),
    RawArrival.Why.MISDIRECTED.value: _("Meant for somebody else"),
    RawArrival.Why.OTHER.value: _("Nothing for us"),
}
