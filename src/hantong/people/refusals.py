"""Why an act on a resident's record is not done."""

from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class UnreadableContactPoint(Refused):
    """No telephone number or e-mail address."""

    code = "unreadable_contact_point"
    message = _("This is no telephone number or e-mail address. Write it like 010-1234-5678 or name@example.org.")


class AlreadyReached(Refused):
    """The resident has this contact point."""

    code = "already_reached"
    message = _("This contact point is recorded already.")


class NothingToKnow(Refused):
    """A record without a name or a contact point is nobody's."""

    code = "nothing_to_know"
    message = _("Give a name, a telephone number or an e-mail address.")


class ConsentStands(Refused):
    """Consent is given once."""

    code = "consent_stands"
    message = _("This consent is recorded already.")


class ConsentGone(Refused):
    """Consent is withdrawn once."""

    code = "consent_gone"
    message = _("This consent was withdrawn already.")


class NobodyThere(Refused):
    """No resident is known at that contact point."""

    code = "nobody_there"
    message = _("Nobody is known there. Record that person first.")


class SeveralThere(Refused):
    """Several residents share a contact point."""

    code = "several_there"
    message = _("Several people share this contact point. Give the name too.")


class SpeaksForThemselves(Refused):
    """Nobody is their own spokesperson."""

    code = "speaks_for_themselves"
    message = _("Nobody is recorded as speaking for themselves.")


class SameRecord(Refused):
    """Two records are needed."""

    code = "same_record"
    message = _("Choose two different records.")


class AlreadyMerged(Refused):
    """One of the records is merged already."""

    code = "already_merged"
    message = _("One of these records has been merged with another one since you opened the page.")


class AlreadyErased(Refused):
    """One of the records is gone."""

    code = "already_erased"
    message = _("This record has been erased.")


class NotMerged(Refused):
    """The merge does not stand any more."""

    code = "not_merged"
    message = _("These records have been taken apart already.")


class ReasonMissing(Refused):
    """An act that others must understand later needs a reason."""

    code = "reason_missing"
    message = _("Give the reason: whoever reads this later has only that.")


class Held(Refused):
    """A legal hold stands."""

    code = "legal_hold"
    message = _("A legal hold stands on these records: %(reason)s. Nothing is erased before it is released.")


class OpenMatters(Refused):
    """Something is still being done for the resident."""

    code = "open_matters"
    message = _(
        "%(count)s matters of this resident are still open. Settle them first, or record that they are withdrawn."
    )


class HoldReleased(Refused):
    """A hold is released once."""

    code = "hold_released"
    message = _("This hold was released already.")
