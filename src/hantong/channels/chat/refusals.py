"""Why something is not done in a talk."""

from django.utils.translation import gettext_lazy as _

from hantong.kit.errors import Refused


class TalkOver(Refused):
    """It has ended."""

    code = "talk_over"
    message = _("This conversation is over. Please begin a new one.")


class TooLong(Refused):
    """A line, or the talk as a whole, is too long."""

    code = "too_long"
    message = _("This is too long for a chat. Please write less, or leave it in writing.")


class TooFast(Refused):
    """More lines than people write."""

    code = "too_fast"
    message = _("That was very fast. Please wait a moment and send it again.")


class AlreadyAccepted(Refused):
    """A colleague was faster."""

    code = "already_accepted"
    message = _("A colleague has accepted this conversation.")


class NotTheirs(Refused):
    """Another counsellor has it."""

    code = "not_theirs"
    message = _("Only the counsellor of this conversation can do this.")


class NotThere(Refused):
    """The colleague is not there."""

    code = "not_there"
    message = _("This colleague is not there just now. Please choose another one.")


class WayMissing(Refused):
    """Neither an e-mail address nor a telephone number."""

    code = "way_missing"
    message = _("Please give an e-mail address or a telephone number so that we can answer.")


class AlreadyAMatter(Refused):
    """It has become a matter before."""

    code = "already_a_matter"
    message = _("This conversation has become a matter already.")


class TooManyMails(Refused):
    """The transcript was sent often enough."""

    code = "too_many_mails"
    message = _("The transcript has been sent three times. You can still download it.")
