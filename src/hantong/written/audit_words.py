"""What was done with written work, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "writer.changed": _("changed how much somebody answers at once"),
    "written.pushed": _("had written work given out by itself"),
    "written.asked": _("had written work given out on asking"),
    "written.target": _("changed how fast a first answer is wanted by %(subject)s"),
}
