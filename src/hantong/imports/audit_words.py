"""What was done with bringing in cases, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "import.begun": _("began to bring in cases from “%(source)s”"),
    "import.ended": _("ended bringing in cases"),
}
