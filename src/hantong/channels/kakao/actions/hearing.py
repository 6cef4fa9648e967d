"""What a resident writes to the chatbot is heard once, and answered by what we asked last."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hantong.channels.kakao.actions.telling import keep_news, tell_news
from hantong.channels.kakao.dialogue import Turn, first_choices, reply_to
from hantong.channels.kakao.models import Talk
from hantong.channels.kakao.skill import Said, answer
from hantong.contacts.actions import count_attempt
from hantong.contacts.languages import found_in, page_language

SAME_WITHIN = timedelta(seconds=60)
MOST_WORDS, MOST_WITHIN = 60, timedelta(minutes=10)


@transaction.atomic
def hear(*, said: Said, at: datetime) -> dict[str, Any]:
    """Answer what was said; the same said again within a minute gets the same answer and does nothing twice."""
    talk = _held(said.account)
    if talk.heard == said.fingerprint and talk.heard_at and at - talk.heard_at < SAME_WITHIN:
        return dict(talk.answer)
    wait = count_attempt(what="kakao", who=said.account, most=MOST_WORDS, within=MOST_WITHIN, at=at)
    talk.language = _language(said, talk)
    with translation.override(talk.language):
        if wait is not None:
            return answer([_("You wrote very often just now. Please wait a few minutes.")])
        news = tell_news(account=said.account, at=at)
        turn = Turn(said=said, talk=talk, at=at)
        texts, choices = reply_to(turn)
        talk.answer = answer([*news, *texts], choices or first_choices())
    talk.heard, talk.heard_at = said.fingerprint, at
    talk.save()
    return dict(talk.answer)


def _held(account: str) -> Talk:
    Talk.objects.bulk_create([Talk(account=account)], ignore_conflicts=True)
    return Talk.objects.select_for_update().get(pk=account)


def _language(said: Said, talk: Talk) -> str:
    """Go on in the language of the talk unless the words are clearly in another; what is pressed tells nothing."""
    found = None if said.command else found_in(said.words)
    return page_language(found.language) if found and found.is_sure else talk.language


def keep_unshown(*, account: str, shown: dict[str, Any], key: str, at: datetime) -> None:
    """Keep an answer that could not be shown in time for when the resident next writes."""
    texts = [each["simpleText"]["text"] for each in shown["template"]["outputs"]]
    keep_news(key=f"kakao:{key}", account=account, text="\n\n".join(texts), at=at)
