"""What was done with the mayor's line, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "mayors_line.saved": _("made %(subject)s the mayor's line"),
    "mayors_line.removed": _("ended the mayor's line at %(subject)s"),
    "mayor_word.corrected": _("corrected what kind of words the matter %(subject)s is"),
}
