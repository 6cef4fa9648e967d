"""Ticking off what staff told a resident by voice because no machine could."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.cases.actions import record_delivered
from hantong.contacts.models import Message
from hantong.kit.errors import Refused


class AlreadySettled(Refused):
    """Somebody was faster."""

    code = "already_settled"
    message = _("A colleague has already told the resident.")


@transaction.atomic
def settle_by_voice(*, message: Message, how: Message.Settled, by: Staff, at: datetime) -> Message:
    """Record that staff told the resident, or that it is not needed any more. Raises AlreadySettled."""
    held = Message.objects.to_tell_by_voice().select_for_update().filter(pk=message.pk).first()
    if held is None:
        raise AlreadySettled
    held.settled_at, held.settled_by, held.settled_how = at, by, how
    held.save(update_fields=["settled_at", "settled_by", "settled_how"])
    if how != Message.Settled.NOT_NEEDED:
        record_delivered(case=held.case, occasion=held.occasion, channel=how.value, at=at)
    return held
