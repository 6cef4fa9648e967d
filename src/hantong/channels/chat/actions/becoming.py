"""A talk becomes a matter, joins one, or stays a conversation; whichever way, its words are kept in the contact."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hantong.access.models import Staff
from hantong.cases.actions import add_said, attach, merge
from hantong.cases.models import Case
from hantong.cases.refusals import TooManyFiles
from hantong.channels.chat.actions._lines import add_line, held, tell
from hantong.channels.chat.channel import KEY
from hantong.channels.chat.files import kept_with
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import AlreadyAMatter, NotTheirs, TalkOver
from hantong.channels.chat.transcript import words_of
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import Contact
from hantong.offices.person import StaffPerson
from hantong.people.contact_points import EMAIL, PHONE, normalised

TITLE_LENGTH = 80
log = structlog.get_logger("hantong.chat")


def arrival_of(talk: Talk, *, service: UUID | None = None, title: str = "", joins: Case | None = None) -> Arrival:
    """Give the talk as something that was said to us; its id is the talk's, so that it becomes one contact."""
    lines = list(Line.objects.filter(talk=talk).order_by("n"))
    first = next(line.text for line in lines if line.who == Line.Who.RESIDENT)
    points = ((EMAIL, talk.email), (PHONE, talk.phone))
    return Arrival(
        id=talk.pk,
        channel=KEY,
        said_at=talk.started_at,
        text=words_of(talk, lines),
        title=title.strip() or first.splitlines()[0][:TITLE_LENGTH],
        jurisdiction=talk.jurisdiction_id,
        service=service,
        name=talk.name,
        reached_by=tuple(ReachedBy(kind=kind, value=value) for kind, value in points if value),
        resident=joins.resident_id if joins else None,
        language=talk.language,
        joins=joins.pk if joins else None,
        kept=kept_with(lines),
    )


@transaction.atomic
def open_matter(*, talk: Talk, person: StaffPerson, service: UUID | None, title: str, at: datetime) -> Talk:
    """Make a matter of a talk that goes on; what is said later is added to it at the end.

    Raises AlreadyAMatter, NotTheirs, TalkOver, UnknownService, NoRoute.
    """
    talk = _ours(talk, person.staff)
    _receive(talk, arrival_of(talk, service=service, title=title), by=person.staff, unit=_unit(person), at=at)
    return _became(talk, "matter", at=at)


@transaction.atomic
def join_matter(*, talk: Talk, case: Case, person: StaffPerson, at: datetime) -> Talk:
    """Add a talk to the resident's own matter; somebody else's gets this one merged into it, so nobody reads another's.

    Raises AlreadyAMatter, NotTheirs, TalkOver, MergeImpossible, NoRoute.
    """
    talk = _ours(talk, person.staff)
    if is_theirs(talk, case):
        _receive(talk, arrival_of(talk, joins=case), by=person.staff, unit=_unit(person), at=at)
        return _became(talk, "joined", at=at)
    _receive(talk, arrival_of(talk, service=case.service_id), by=person.staff, unit=_unit(person), at=at)
    if talk.case is not None:
        with translation.override(talk.page_language):
            text = _("Reported before; both are dealt with together.")
        merge(case=talk.case, into=case, text=text, by=person.staff, at=at)
        talk.case.refresh_from_db()
    return _became(talk, "matter", at=at)


def is_theirs(talk: Talk, case: Case) -> bool:
    """Tell whether the matter's resident is who writes here: reached at an address that was given in this talk."""
    points = [(kind, value) for kind, value in ((EMAIL, talk.email), (PHONE, talk.phone)) if value]
    values = [normalised(kind=kind, value=value) for kind, value in points]
    return case.resident is not None and case.resident.contact_points.filter(value__in=values).exists()


def _ours(talk: Talk, by: Staff) -> Talk:
    talk = held(talk)
    if talk.is_over:
        raise TalkOver
    if talk.staff_id != by.pk:
        raise NotTheirs
    if talk.case_id is not None:
        raise AlreadyAMatter
    return talk


def _unit(person: StaffPerson) -> UUID | None:
    return person.home.department if person.home else None


def _receive(talk: Talk, arrival: Arrival, *, by: Staff | None, unit: UUID | None, at: datetime) -> None:
    received = receive(arrival=arrival, at=at, by=by, unit=unit)
    talk.contact, talk.case, talk.case_n = received.contact, received.case, talk.n


def _became(talk: Talk, word: str, *, at: datetime) -> Talk:
    add_line(talk, who=Line.Who.HOUSE, text=word, at=at)
    talk.case_n = talk.n
    talk.save()
    tell(talk)
    return talk


def become_matter(talk: Talk, *, at: datetime) -> None:
    """Make a matter of a held talk that is over and that nobody settled: what was said is not lost."""
    _receive(talk, arrival_of(talk), by=talk.staff, unit=None, at=at)


def keep_words(*, talk: Talk, by: Staff | None, at: datetime) -> None:
    """Keep the whole of a talk that is over in its contact, and what was said since in its matter."""
    lines = list(Line.objects.filter(talk=talk).order_by("n"))
    later = [line for line in lines if line.n > talk.case_n and line.who != Line.Who.HOUSE]
    if talk.case is not None and any(line.who == Line.Who.RESIDENT for line in later):
        add_said(case=talk.case, text=words_of(talk, later), channel=KEY, said_at=later[0].said_at, by=by, at=at)
    if talk.case is not None:
        _attach(talk.case, later, at=at)
    handling = int((at - talk.accepted_at).total_seconds()) if talk.accepted_at else None
    if talk.contact is not None:
        Contact.objects.filter(pk=talk.contact.pk).update(text=words_of(talk, lines), handling_s=handling)


def _attach(case: Case, lines: list[Line], *, at: datetime) -> None:
    """Give a matter the files of these lines; one that has too many keeps their names, in the words."""
    for who in (Line.Who.RESIDENT, Line.Who.STAFF):
        theirs = [line for line in lines if line.who == who]
        by = theirs[0].staff if theirs else None
        try:
            attach(case=case, files=kept_with(theirs), by=by, channel=KEY, at=at)
        except TooManyFiles:
            log.warning("a matter has no room for the files of a chat", case=str(case))
