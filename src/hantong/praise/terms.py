"""The words for what came on a mayor's line."""

from django.utils.translation import gettext_lazy as _

from hantong.praise.models import MayorWord, Praise

KINDS = {
    MayorWord.Kind.PRAISE.value: _("Praise"),
    MayorWord.Kind.COMPLAINT.value: _("Complaint"),
    MayorWord.Kind.BOTH.value: _("Praise and complaint"),
    MayorWord.Kind.OTHER.value: _("Something else"),
}
TONES = {
    MayorWord.Kind.PRAISE.value: "success",
    MayorWord.Kind.COMPLAINT.value: "danger",
    MayorWord.Kind.BOTH.value: "warning",
    MayorWord.Kind.OTHER.value: "neutral",
}
WHYS = {
    Praise.Why.NAME.value: _("named in it"),
    Praise.Why.UNIT.value: _("place or department named in it"),
    Praise.Why.MATTER.value: _("worked on the resident's last matter"),
    Praise.Why.STAFF.value: _("said by a counsellor"),
}
