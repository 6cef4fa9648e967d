"""The words for public answers and for accounts in trouble."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.channels.social.models import PublicAnswer

STATES = {
    PublicAnswer.State.WAITING.value: _("To be approved"),
    PublicAnswer.State.APPROVED.value: _("Approved; being sent"),
    PublicAnswer.State.RETURNED.value: _("Given back"),
    PublicAnswer.State.SENT.value: _("In the thread"),
    PublicAnswer.State.FAILED.value: _("Could not be said"),
}
TROUBLES = {
    "token": _("The network refuses our key: it ran out or was withdrawn. Make a new one and set HANTONG_SOCIAL."),
    "talks": _(
        "Its app password does not allow direct messages: they are not read, and nobody can be answered in private. "
        "Make a new one with “Allow access to your direct messages” ticked, and set HANTONG_SOCIAL."
    ),
    "limit": _("The network asked us to wait; we go on by ourselves."),
    "refused": _("The network refused what we asked for."),
    "network": _("The network does not answer; we try again each minute."),
}


def trouble_words(trouble: str) -> str | Promise:
    """Give what a person can do about it."""
    kind = trouble.partition(":")[0]
    return TROUBLES.get(kind, trouble)
