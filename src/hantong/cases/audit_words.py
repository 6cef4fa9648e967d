"""What the verbs of the routing rules did, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rule.added": _("added the routing rule “%(name)s”"),
    "rule.changed": _("changed the routing rule “%(name)s”"),
    "rule.moved": _("moved the routing rule “%(name)s”"),
    "rule.removed": _("removed the routing rule “%(name)s”"),
}
