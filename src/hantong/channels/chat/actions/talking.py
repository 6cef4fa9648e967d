"""What is said in a talk: stored under its number before anybody sees it, once, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from hantong.access.models import Staff
from hantong.cases.actions import KeptFile, NewFile, keep_files
from hantong.cases.refusals import TooManyFiles
from hantong.channels.chat.actions._lines import add_line, held, tell
from hantong.channels.chat.files import kept_with
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import NotTheirs, TalkOver, TooFast, TooLong
from hantong.contacts.actions import NothingSaid, count_attempt
from hantong.contacts.languages import found_in, page_language
from hantong.kit.text import mask_numbers
from hantong.offices.directory import directory

LONGEST_LINE = 2000
MOST_LETTERS = 40_000
MOST_LINES = 20
LINES_WITHIN = timedelta(minutes=1)
MOST_FILES = 20
FILES_WITHIN = timedelta(minutes=10)
SEEN_EVERY = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """With what a resident begins; `id` is that of their form, so that a form sent twice is one talk."""

    id: UUID
    text: str
    jurisdiction: UUID
    language: str = "ko"
    name: str = ""


def begin(*, beginning: Beginning, at: datetime) -> Talk:
    """Put a resident into the queue with their first words. Raises NothingSaid, TooLong."""
    text = _sound(beginning.text)
    try:
        return _begin(beginning, text, at=at)
    except IntegrityError:
        known = Talk.objects.filter(pk=beginning.id).first()
        if known is None:
            raise
        return known


@transaction.atomic
def _begin(beginning: Beginning, text: str, *, at: datetime) -> Talk:
    talk = Talk(
        id=beginning.id,
        jurisdiction_id=beginning.jurisdiction,
        language=_language(text, beginning.language),
        page_language=page_language(beginning.language),
        band=directory().clocks[beginning.jurisdiction].band(at).code,
        name=beginning.name.strip()[:80],
        started_at=at,
        seen_at=at,
        said_at=at,
        letters=len(text),
    )
    talk.save(force_insert=True)
    add_line(talk, who=Line.Who.RESIDENT, text=text, at=at)
    talk.save(update_fields=["n"])
    tell(talk)
    return talk


def _sound(text: str, *, may_be_empty: bool = False) -> str:
    clean = mask_numbers(text.replace("\x00", "").strip()).text
    if not clean and not may_be_empty:
        raise NothingSaid(field="text")
    if len(clean) > LONGEST_LINE:
        raise TooLong(field="text")
    return clean


def _language(text: str, otherwise: str) -> str:
    found = found_in(text)
    return found.language if found and found.is_sure else otherwise


def say(
    *, talk: Talk, text: str, client: UUID | None, by: Staff | None, at: datetime, files: Sequence[NewFile] = ()
) -> Line:
    """Add a line of the resident, or of the counsellor `by`; the same `client` again gives the line that is there.

    Raises NothingSaid, TooLong, TooFast, TalkOver, NotTheirs, FileRefused, TooManyFiles.
    """
    text = _sound(text, may_be_empty=bool(files))
    if files and by is None:
        _refuse_floods(talk, at=at)
    return _say(talk, text, keep_files(files), client=client, by=by, at=at)


@transaction.atomic
def _say(
    talk: Talk, text: str, files: Sequence[KeptFile], *, client: UUID | None, by: Staff | None, at: datetime
) -> Line:
    talk = held(talk)
    known = Line.objects.filter(talk=talk, client=client).first() if client else None
    if known is not None:
        return known
    _refuse(talk, text, by=by, at=at)
    _refuse_too_many(talk, files)
    who = Line.Who.STAFF if by else Line.Who.RESIDENT
    line = add_line(talk, who=who, text=text, at=at, staff=by, client=client, files=files)
    talk.letters += len(text)
    talk.said_at, talk.said_by_resident = at, by is None
    if by is None:
        talk.seen_at, talk.resident_typing_at = at, None
        talk.language = _language(text, talk.language) if text else talk.language
    else:
        talk.read_n, talk.staff_typing_at = talk.n, None
    talk.save()
    tell(talk)
    return line


def _refuse(talk: Talk, text: str, *, by: Staff | None, at: datetime) -> None:
    if talk.is_over:
        raise TalkOver
    if by is not None:
        if talk.staff_id != by.pk:
            raise NotTheirs
        return
    if talk.letters + len(text) > MOST_LETTERS:
        raise TooLong(field="text")
    if count_attempt(what="chat-lines", who=str(talk.pk), most=MOST_LINES, within=LINES_WITHIN, at=at) is not None:
        raise TooFast(field="text")


def _refuse_floods(talk: Talk, *, at: datetime) -> None:
    """Refuse to look at more sendings of files than people make, before they take room."""
    if talk.is_over:
        raise TalkOver
    if count_attempt(what="chat-files", who=str(talk.pk), most=MOST_FILES, within=FILES_WITHIN, at=at) is not None:
        raise TooFast(field="files")


def _refuse_too_many(talk: Talk, files: Sequence[KeptFile]) -> None:
    if files and len(kept_with(Line.objects.filter(talk=talk))) + len(files) > MOST_FILES:
        raise TooManyFiles(field="files")


def note_seen(*, talk: Talk, at: datetime) -> None:
    """Remember that the resident's page is open."""
    if not talk.is_over and at - talk.seen_at > SEEN_EVERY:
        Talk.objects.filter(pk=talk.pk, seen_at__lt=at).update(seen_at=at)


def note_read(*, talk: Talk, by: Staff, at: datetime) -> None:
    """Remember how far the counsellor of a talk has read."""
    if talk.staff_id == by.pk and talk.read_n < talk.n:
        Talk.objects.filter(pk=talk.pk, read_n__lt=talk.n).update(read_n=talk.n)


@transaction.atomic
def note_typing(*, talk: Talk, by: Staff | None, at: datetime) -> None:
    """Show the other side that somebody is writing."""
    if talk.is_over or (by is not None and talk.staff_id != by.pk):
        return
    Talk.objects.filter(pk=talk.pk).update(**{"staff_typing_at" if by else "resident_typing_at": at})
    tell(talk, is_for_the_desk=False)
