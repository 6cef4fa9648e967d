"""What the house itself says in a talk, by its code; and how a talk ended."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOUSE: dict[str, str | Promise] = {
    "accepted": _("A counsellor is with you now."),
    "handed": _("A colleague goes on with you."),
    "matter": _("This is a matter now; its number stands above."),
    "joined": _("This has been added to your matter; its number stands above."),
    "ended_resident": _("You ended the conversation."),
    "ended_staff": _("The counsellor ended the conversation."),
    "ended_silence": _("Nobody wrote for a while, so the conversation was closed."),
    "ended_written": _("You left it in writing."),
}
ENDINGS: dict[str, str | Promise] = {
    "resident": _("Ended by the resident"),
    "staff": _("Ended by the counsellor"),
    "silence": _("Closed after silence"),
    "written": _("Left in writing"),
}
