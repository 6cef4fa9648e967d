"""A kept text is read: it stops or begins our texts, goes on with a matter, opens one again, or begins a new one."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hantong.cases.actions import KeptFile, NewFile, keep_files, reopen
from hantong.cases.models import Case
from hantong.cases.refusals import FileRefused, TooLateToReopen
from hantong.channels.sms.actions.objecting import heard_objection
from hantong.channels.sms.kept import Heard, from_json
from hantong.channels.sms.numbers import KEY, address_at
from hantong.channels.sms.settings_read import joins_within_days
from hantong.channels.sms.threads import last_open_case, last_settled_case, named_case, residents_of
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.inbox import Taken
from hantong.contacts.languages import language_of_text, page_language
from hantong.contacts.models import RawArrival
from hantong.contacts.offered import root
from hantong.contacts.reading import LONGEST_TEXT
from hantong.contacts.thanks import is_thanks
from hantong.kit.ids import new_id
from hantong.people.contact_points import PHONE
from hantong.people.models import Resident

HELD = RawArrival.State.HELD
MOST_FILES = 5
LONGEST_WORDS = LONGEST_TEXT - 500


def take_text(*, raw: RawArrival, content: bytes, at: datetime) -> Taken:
    """Read a kept text and do what it asks for. Raises Refused, ChannelError, ValueError, KeyError."""
    heard = from_json(content)
    if not heard.sender.startswith("+") and not raw.is_released:
        return Taken(state=HELD, reason="no_sender")
    if address_at(heard.sender) is not None and not raw.is_released:
        return Taken(state=HELD, reason="from_ourselves")
    residents = residents_of(heard.sender)
    language = _language(heard, residents)
    objected = heard_objection(heard=heard, residents=residents, raw=raw, language=language, at=at)
    if objected is not None:
        return objected
    return _heard(raw, heard, residents, language=language, at=at)


def _language(heard: Heard, residents: list[Resident]) -> str:
    known = residents[0].language if residents else "ko"
    return language_of_text(heard.text, otherwise=known)


def _heard(raw: RawArrival, heard: Heard, residents: list[Resident], *, language: str, at: datetime) -> Taken:
    within = timedelta(days=joins_within_days())
    case = named_case(heard.text, residents)
    if case is None:
        case = last_open_case(residents, address=raw.own_address, within=within, at=at)
    if case is None and is_thanks(heard.text):
        case = last_settled_case(residents, address=raw.own_address, within=within, at=at)
    if case is not None and case.is_closed and not is_thanks(heard.text):
        return _again(raw, heard, case, language=language, at=at)
    return _received(raw, heard, case, language=language, at=at)


def _again(raw: RawArrival, heard: Heard, case: Case, *, language: str, at: datetime) -> Taken:
    """Open a settled matter again; past the time for that, begin a new one."""
    with translation.override(page_language(language)):
        reason = _("Written again by text message.")
    try:
        reopened = reopen(case=case, reason=reason, by=None, at=at, channel=KEY)
    except TooLateToReopen:
        return replace(_received(raw, heard, None, language=language, at=at), reason="after_the_end")
    return replace(_received(raw, heard, reopened, language=language, at=at), reason="reopened")


def _received(raw: RawArrival, heard: Heard, case: Case | None, *, language: str, at: datetime) -> Taken:
    address = raw.own_address
    with translation.override(page_language(language)):
        text, kept = _said(heard)
    is_phone = heard.sender.startswith("+")
    arrival = Arrival(
        id=new_id(),
        channel=KEY,
        key=raw.key,
        said_at=_said_at(heard, raw, at=at),
        text=text,
        title=heard.subject,
        jurisdiction=case.jurisdiction_id if case else address.jurisdiction_id if address else root(),
        place=address.place_id if address else None,
        service=address.service_id if address and case is None else None,
        reached_by=(ReachedBy(kind=PHONE, value=heard.sender),) if is_phone else (),
        resident=case.resident_id if case else None,
        language=language,
        kept=tuple(kept),
        joins=case.pk if case else None,
    )
    received = receive(arrival=arrival, at=at)
    return Taken(reason="joined" if case else "opened", contact=received.contact, case=received.case)


def _said(heard: Heard) -> tuple[str, list[KeptFile]]:
    """Give the words as they are kept and the pictures that were let in; what did not come is said."""
    kept: list[KeptFile] = []
    notes: list[str] = []
    for file in heard.files:
        if len(kept) >= MOST_FILES:
            notes.append(_("“%(name)s” (more than %(most)s files)") % {"name": file.name, "most": MOST_FILES})
            continue
        try:
            kept += keep_files([NewFile(name=file.name, content=file.content)])
        except FileRefused as why:
            notes.append(str(why))
    words = heard.text.strip()[:LONGEST_WORDS] or (_("(Pictures without words.)") if kept else _("(No words.)"))
    if notes:
        words += "\n\n" + _("Not taken:") + "".join(f"\n- {line}" for line in notes[:10])
    if heard.missing:
        said = ngettext("One part of this text never came.", "%(n)s parts of this text never came.", len(heard.missing))
        words += "\n\n" + said % {"n": len(heard.missing)}
    return words[:LONGEST_TEXT], kept


def _said_at(heard: Heard, raw: RawArrival, *, at: datetime) -> datetime:
    """Give when it was sent, where that can be believed; else when it came."""
    came_at = min(raw.arrived_at, at)
    return heard.said_at if heard.said_at <= came_at and came_at - heard.said_at < timedelta(days=7) else came_at
