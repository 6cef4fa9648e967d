"""Praise is answered too: the resident is thanked and the matter settled in one step."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.cases.actions import Ending, close
from hantong.cases.models import Case, Closure
from hantong.kit.errors import Refused
from hantong.praise.models import MayorWord


class NotPraise(Refused):
    """There is something to be done first."""

    code = "not_praise"
    message = _("This is not praise alone. Answer it on the matter's page.")


def thank(*, word: MayorWord, text: str, by: Staff, at: datetime) -> Closure:
    """Thank the resident and settle the matter as answered. Raises NotPraise, TextMissing, AlreadyClosed."""
    if word.kind != MayorWord.Kind.PRAISE:
        raise NotPraise
    return close(case=word.case, ending=Ending(end_state=Case.EndState.ANSWERED, text=text), by=by, at=at)
