"""What was done with figures taken out, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "figures.exported": _("took figures out as a file (%(subject)s, %(form)s)"),
}
