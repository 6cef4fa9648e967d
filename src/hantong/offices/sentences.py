"""What this room's verbs did, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "jurisdiction.added": _("added the jurisdiction %(subject)s"),
    "jurisdiction.changed": _("changed the jurisdiction %(subject)s"),
    "jurisdiction.removed": _("removed the jurisdiction %(subject)s"),
    "front_office.named": _("named another front office for %(subject)s"),
    "department.added": _("added the department %(subject)s"),
    "department.changed": _("changed the department %(subject)s"),
    "department.removed": _("removed the department %(subject)s"),
    "place.added": _("opened the place %(subject)s"),
    "place.changed": _("changed the place %(subject)s"),
    "place.removed": _("removed the place %(subject)s"),
    "hours.set": _("set the hours of %(subject)s"),
    "exception.set": _("set other hours for %(subject)s on %(day)s"),
    "exception.removed": _("took back the other hours of %(subject)s on %(day)s"),
    "local_day.set": _("changed the holiday calendar of %(subject)s on %(day)s"),
    "local_day.removed": _("took back a change of the holiday calendar of %(subject)s on %(day)s"),
    "bands.set": _("set the time bands of %(subject)s from %(valid_from)s on"),
    "bands.removed": _("took back the time bands of %(subject)s from %(valid_from)s on"),
}
