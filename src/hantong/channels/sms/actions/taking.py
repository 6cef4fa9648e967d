"""A kept text is read: it stops or begins our texts, goes on with a matter, opens one again, or begins a new one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hantong.cases.actions import KeptFile, NewFile, keep_files
from hantong.cases.models import Case
from hantong.cases.refusals import FileRefused
from hantong.channels.sms.actions.objecting import heard_objection
from hantong.channels.sms.kept import Heard as HeardText
from hantong.channels.sms.kept import from_json
from hantong.channels.sms.numbers import KEY, address_at
from hantong.channels.sms.settings_read import joins_within_days
from hantong.channels.sms.threads import last_open_case, last_settled_case, named_case, residents_of
from hantong.contacts.actions import Heard, hear_all
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.inbox import Kept, Taken
from hantong.contacts.languages import language_of_text, page_language
from hantong.contacts.models import RawArrival
from hantong.contacts.offered import root
from hantong.contacts.own_addresses import address_by_id
from hantong.contacts.reading import LONGEST_TEXT
from hantong.contacts.thanks import is_thanks
from hantong.kit.ids import new_id
from hantong.people.contact_points import PHONE
from hantong.people.models import Resident

HELD = RawArrival.State.HELD
AGAIN = gettext_lazy("Written again by text message.")
MOST_FILES = 5
LONGEST_WORDS = LONGEST_TEXT - 500


def take_texts(*, those: Sequence[Kept], at: datetime) -> list[Taken]:
    """Read kept texts and do what each asks for. Raises Refused, ChannelError, ValueError, KeyError."""
    return hear_all(those=[_understood(kept.raw, from_json(kept.content), at=at) for kept in those], at=at)


def _understood(raw: RawArrival, heard: HeardText, *, at: datetime) -> Taken | Heard:
    """Give what a resident says in a text; do at once what a word of stopping or beginning asks for."""
    if not heard.sender.startswith("+") and not raw.is_released:
        return Taken(state=HELD, reason="no_sender")
    if address_at(heard.sender) is not None and not raw.is_released:
        return Taken(state=HELD, reason="from_ourselves")
    residents = residents_of(heard.sender)
    language = _language(heard, residents)
    objected = heard_objection(heard=heard, residents=residents, raw=raw, language=language, at=at)
    return objected or _heard(raw, heard, _case_of(raw, heard, residents, at=at), language=language, at=at)


def _language(heard: HeardText, residents: list[Resident]) -> str:
    known = residents[0].language if residents else "ko"
    return language_of_text(heard.text, otherwise=known)


def _case_of(raw: RawArrival, heard: HeardText, residents: list[Resident], *, at: datetime) -> Case | None:
    within = timedelta(days=joins_within_days())
    case = named_case(heard.text, residents)
    if case is None:
        case = last_open_case(residents, address=raw.own_address, within=within, at=at)
    if case is None and is_thanks(heard.text):
        case = last_settled_case(residents, address=raw.own_address, within=within, at=at)
    return case


def _heard(raw: RawArrival, heard: HeardText, case: Case | None, *, language: str, at: datetime) -> Heard:
    address = address_by_id(raw.own_address_id)
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
        jurisdiction=address.jurisdiction_id if address else root(),
        place=address.place_id if address else None,
        service=address.service_id if address else None,
        reached_by=(ReachedBy(kind=PHONE, value=heard.sender),) if is_phone else (),
        language=language,
        kept=tuple(kept),
    )
    speaker = case.resident_id if case else None
    return Heard(arrival=arrival, case=case, speaker=speaker, again="" if is_thanks(heard.text) else AGAIN)


def _said(heard: HeardText) -> tuple[str, list[KeptFile]]:
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


def _said_at(heard: HeardText, raw: RawArrival, *, at: datetime) -> datetime:
    """Give when it was sent, where that can be believed; else when it came."""
    came_at = min(raw.arrived_at, at)
    return heard.said_at if heard.said_at <= came_at and came_at - heard.said_at < timedelta(days=7) else came_at
