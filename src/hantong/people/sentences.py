"""What the audit trail says of this room's verbs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "resident.added": _("recorded a resident"),
    "resident.changed": _("changed the record of a resident"),
    "resident.reached": _("added a contact point to a resident"),
    "resident.unreached": _("removed a contact point from a resident"),
    "resident.merged": _("merged two records of one resident"),
    "resident.unmerged": _("took two merged records apart again"),
    "resident.kept_apart": _("decided that two alike records are two people"),
    "resident.exported": _("took out everything about a resident"),
    "resident.erased": _("erased a resident"),
    "resident.held": _("placed a legal hold on a resident"),
    "resident.released": _("released a legal hold on a resident"),
    "consent.given": _("recorded a resident's consent"),
    "consent.withdrawn": _("recorded that a resident withdrew a consent"),
    "spokesperson.named": _("recorded who may speak for a resident"),
    "spokesperson.ended": _("ended that somebody speaks for a resident"),
    "retention.kept": _("destroyed records whose time was over"),
}
