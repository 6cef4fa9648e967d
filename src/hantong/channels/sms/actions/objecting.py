"""A resident texts that they want no texts, or want them again: it is recorded as a consent and told them once."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from hantong.channels.sms import objections
from hantong.channels.sms.actions.sending import queue_text
from hantong.channels.sms.kept import Heard
from hantong.channels.sms.numbers import KEY
from hantong.contacts.inbox import Taken
from hantong.contacts.languages import page_language
from hantong.contacts.models import RawArrival
from hantong.people.actions import give_consent, object_to
from hantong.people.contact_points import PHONE
from hantong.people.models import Consent, Resident
from hantong.people.recognition import Introduction, recognise

NOTICES = Consent.Purpose.NOTICES


def heard_objection(
    *, heard: Heard, residents: list[Resident], raw: RawArrival, language: str, at: datetime
) -> Taken | None:
    """Do what a word of stopping or beginning asks for; gives nothing for all other words."""
    if objections.wants_none(heard.text):
        everybody = residents or _made_known(heard, raw, language=language, at=at)
        news = [object_to(resident=each, purpose=NOTICES, how=KEY, by=None, at=at) for each in everybody]
        if any(news):
            _confirm(heard, raw, language, is_stopped=True, at=at)
        return Taken(reason="opted_out")
    if objections.wants_again(heard.text) and (away := [each for each in residents if _objected(each)]):
        for each in away:
            give_consent(resident=each, purpose=NOTICES, how=KEY, by=None, at=at)
        _confirm(heard, raw, language, is_stopped=False, at=at)
        return Taken(reason="opted_in")
    return None


def _objected(resident: Resident) -> bool:
    given = list(Consent.objects.filter(resident=resident, purpose=NOTICES).values_list("withdrawn_at", flat=True))
    return bool(given) and None not in given


def _made_known(heard: Heard, raw: RawArrival, *, language: str, at: datetime) -> list[Resident]:
    introduction = Introduction(
        reached_by=((PHONE, heard.sender),), language=language, jurisdiction=raw.jurisdiction_id
    )
    resident = recognise(introduction, at=at)
    return [resident] if resident else []


def _confirm(heard: Heard, raw: RawArrival, language: str, *, is_stopped: bool, at: datetime) -> None:
    """Say once that it was understood: the last text to somebody who wants none."""
    with translation.override(page_language(language)):
        words = (
            _("You will get no more texts from us. Answers reach you by telephone. Text START to get texts again.")
            if is_stopped
            else _("You will get our texts again. Text STOP to end them.")
        )
    queue_text(key=f"objection:{raw.pk}", sender=heard.recipient, recipient=heard.sender, body=words, at=at)
