"""What this room's verbs did, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "service.added": _("added the service %(subject)s"),
    "service.changed": _("changed the service %(subject)s"),
    "service.removed": _("removed the service %(subject)s"),
    "attributes.set": _("changed what the service %(subject)s asks"),
    "duty.set": _("changed who answers for the service %(subject)s"),
    "group.saved": _("changed the service group %(subject)s"),
    "group.removed": _("removed the service group %(subject)s"),
    "retention.saved": _("changed the retention class %(subject)s"),
    "retention.removed": _("removed the retention class %(subject)s"),
}
