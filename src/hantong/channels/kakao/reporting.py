"""From the words in a talk to a matter: received through the front door like everything else."""

from datetime import datetime

from django.utils.translation import gettext as _

from hantong.cases.models import Case
from hantong.cases.rule_book import NoRoute
from hantong.channels.kakao.models import Talk
from hantong.contacts.actions import receive
from hantong.contacts.channel import channels
from hantong.contacts.offered import root, where
from hantong.contacts.own_addresses import own_address
from hantong.kit.errors import Refused

KEY = "kakao"


class NotTaken(Exception):
    """The words could not be taken in; the message is for the resident."""


def report(*, account: str, talk: Talk, bot: str, at: datetime) -> Case:
    """Open a matter with what was written. Raises NotTaken."""
    address = own_address(KEY, bot)
    found = where(address=talk.draft, lat=None, lon=None)
    jurisdiction = found or (address.jurisdiction_id if address else root())
    more = {
        "jurisdiction": str(jurisdiction),
        "place": str(address.place_id or "") if address else "",
        "service": str(address.service_id or "") if address else "",
    }
    return _received(account, talk, more, at=at)


def add_to(*, case: Case, account: str, talk: Talk, at: datetime) -> Case:
    """Add what was written to a matter of theirs. Raises NotTaken."""
    more = {
        "jurisdiction": str(case.jurisdiction_id),
        "joins": str(case.pk),
        "resident": str(case.resident_id or ""),
    }
    return _received(account, talk, more, at=at)


def _received(account: str, talk: Talk, more: dict[str, str], *, at: datetime) -> Case:
    values = {
        "id": str(talk.draft_id),
        "said_at": min(talk.draft_at or at, at),
        "text": talk.draft,
        "account": account,
        "language": talk.language,
        **more,
    }
    try:
        received = receive(arrival=channels()[KEY].read(values, at=at), at=at)
    except Refused as refused:
        raise NotTaken(str(refused)) from refused
    except NoRoute as nowhere:
        raise NotTaken(_("Nobody is in charge of this there. Please call us instead.")) from nowhere
    if received.case is None:
        raise NotTaken(_("We could not take this in. Please call us instead."))
    return received.case
