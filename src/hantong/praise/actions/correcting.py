"""A counsellor says what a message is and who is praised, where the words alone were misread."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.models import Alert
from hantong.kit.errors import Refused
from hantong.praise.actions.hearing import praise, tell_owner
from hantong.praise.models import MayorWord, Praise


class NobodyPraised(Refused):
    """Praise of nobody."""

    code = "nobody_praised"
    message = _("Please choose who is praised: a person, a place or a department.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a message is, and who is praised in it."""

    kind: MayorWord.Kind
    staff: UUID | None = None
    place: UUID | None = None
    department: UUID | None = None


@transaction.atomic
def correct(*, word: MayorWord, correction: Correction, by: Staff, at: datetime) -> MayorWord:
    """Note what a message really is; whoever was taken to be praised and was not is praised no more.

    Raises NobodyPraised.
    """
    held = MayorWord.objects.select_for_update(of=("self",)).select_related("case", "about", "line").get(pk=word.pk)
    was_complaint = held.kind in {MayorWord.Kind.COMPLAINT, MayorWord.Kind.BOTH}
    who = correction.staff or correction.place or correction.department
    held.kind, held.corrected_by = correction.kind, by
    if held.is_praise and who is None:
        raise NobodyPraised(field="staff")
    held.save(update_fields=["kind", "corrected_by"])
    Praise.objects.filter(word=held).delete()
    Alert.objects.filter(key__startswith=f"praised:{held.pk}:", seen_at__isnull=True).exclude(
        key=f"praised:{held.pk}:{who}"
    ).delete()
    if held.is_praise:
        row = Praise(
            staff_id=correction.staff,
            place_id=None if correction.staff else correction.place,
            department_id=None if correction.staff or correction.place else correction.department,
            why=Praise.Why.STAFF,
        )
        praise(held, row, at=at)
    if held.kind in {MayorWord.Kind.COMPLAINT, MayorWord.Kind.BOTH} and not was_complaint:
        tell_owner(held, at=at)
    audit(verb="mayor_word.corrected", subject=f"case:{held.case.number}", by=by, at=at)
    return held
