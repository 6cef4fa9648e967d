"""What was done with the demonstration, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "demonstration.loaded": _("loaded the demonstration province"),
}
