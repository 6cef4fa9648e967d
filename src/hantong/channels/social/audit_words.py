"""What was done with public answers, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "public_answer.proposed": _("proposed a public answer to the matter %(subject)s"),
    "public_answer.approved": _("approved the public answer to the matter %(subject)s"),
    "public_answer.returned": _("gave the public answer to the matter %(subject)s back to its writer"),
}
