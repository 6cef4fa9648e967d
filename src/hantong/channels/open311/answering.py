"""How every question is answered: in the wanted form and language, with errors as the standard shapes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from hantong.access.models import ApiKey
from hantong.cases.rule_book import NoRoute
from hantong.channels.open311.faults import Fault, Wrong, wrong
from hantong.channels.open311.tongue import our_language
from hantong.channels.open311.writing import written
from hantong.contacts.actions import count_attempt
from hantong.contacts.channel import ChannelError
from hantong.kit.errors import Refused
from hantong.offices.api_auth import person_of_key

FILING = "open311.file"
A_MINUTE = timedelta(minutes=1)
READS_PER_ADDRESS, BULKS_PER_ADDRESS = 300, 6
FILINGS_PER_KEY, AT_ONCE_PER_KEY = 600, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the parameters, the language for names, and when."""

    params: Mapping[str, str]
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """What is answered: `content` below an element `root`."""

    root: str
    content: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent."""

    text: str
    status: int
    retry_after_s: int = 0


def answered(form: str, question: Question, make: Callable[[Question], Document]) -> Answer:
    """Give what `make` answers, or what is wrong, as it is sent; anything that is our own fault is raised."""
    with override(our_language(question.language)):
        try:
            document = make(question)
        except Wrong as error:
            return _wrong(form, error)
        except ChannelError as error:
            return _wrong(form, wrong(400, error.reason))
        except NoRoute:
            return _wrong(form, wrong(400, _("Nobody is in charge of this service there.")))
        except Refused as refused:
            return _wrong(form, wrong(400, str(refused)))
        return Answer(written(form, document.root, document.content), document.status)


def _wrong(form: str, error: Wrong) -> Answer:
    rows = [{"code": fault.code, "description": fault.said} for fault in error.faults]
    return Answer(written(form, "errors", rows), error.status, error.retry_after_s)


def count_use(*, what: str, who: str, most: int, at: datetime) -> None:
    """Count one use a minute by `who`. Raises Wrong past the limit."""
    again_at = count_attempt(what=f"open311.{what}", who=who, most=most, within=A_MINUTE, at=at)
    if again_at is not None:
        wait_s = max(1, round((again_at - at).total_seconds()))
        fault = Fault(
            429, _("That is more than %(most)d a minute. Please wait %(wait)d s.") % {"most": most, "wait": wait_s}
        )
        raise Wrong(fault, retry_after_s=wait_s)


def is_rush(*, client: ApiKey, at: datetime) -> bool:
    """Count a filing of a key, and tell whether it files faster than is received at once. Raises Wrong past the limit."""
    who = str(client.pk)
    count_use(what="file", who=who, most=FILINGS_PER_KEY, at=at)
    return count_attempt(what="open311.rush", who=who, most=AT_ONCE_PER_KEY, within=A_MINUTE, at=at) is not None


def refuse_stranger(client: ApiKey | None, *, jurisdiction: object, at: datetime) -> ApiKey:
    """Give the key that may file in a jurisdiction. Raises Wrong."""
    if client is None:
        raise wrong(403, _("api_key is missing or wrong."))
    reach = person_of_key(client, at=at).reach(FILING)
    if not (reach.is_everything or jurisdiction in reach.jurisdictions):
        raise wrong(403, _("This api_key may not file in this jurisdiction."))
    return client
