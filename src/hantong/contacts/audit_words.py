"""What was done with the front door's settings and its arrivals, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "own_address.added": _("added our address %(subject)s"),
    "own_address.changed": _("changed our address %(subject)s"),
    "own_address.removed": _("removed our address %(subject)s"),
    "arrival.released": _("had a message read that was set apart"),
    "arrival.discarded": _("threw away a message that was set apart"),
    "notice_template.saved": _("changed the text of the notice “%(subject)s”"),
    "answer_template.saved": _("saved the answer text “%(subject)s”"),
    "contacts.exported": _("took the list of conversations out as a file"),
}
