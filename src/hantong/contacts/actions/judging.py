"""What a resident thinks of how their matter ended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.contacts.models import Verdict
from hantong.kit.errors import Refused
from hantong.kit.text import mask_numbers


class NotSettledYet(Refused):
    """The matter goes on."""

    code = "not_settled_yet"
    message = _("This matter is not settled yet, so there is nothing to judge.")


@transaction.atomic
def judge(*, case: Case, score: int, words: str, at: datetime) -> Verdict:
    """Keep how satisfied the resident is, from 1 to 5; said again, the later word counts. Raises NotSettledYet."""
    if not case.is_closed:
        raise NotSettledYet
    verdict, _made = Verdict.objects.update_or_create(
        case=case, turn=case.reopenings, defaults={"score": score, "words": mask_numbers(words).text, "at": at}
    )
    return verdict
