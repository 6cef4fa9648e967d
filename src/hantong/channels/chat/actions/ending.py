"""A talk ends once: answered, become a matter, passed on or given up; with silence the last word decides."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from hantong.access.models import Staff
from hantong.channels.chat.actions._lines import add_line, held, tell
from hantong.channels.chat.actions.becoming import arrival_of, become_matter, keep_words
from hantong.channels.chat.actions.talking import say
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import NotTheirs, TalkOver, WayMissing
from hantong.contacts.actions import record_answered, record_outcome
from hantong.contacts.models import Contact
from hantong.contacts.thanks import is_thanks
from hantong.kit.editions import turn

log = structlog.get_logger("hantong.chat")
EndedBy = Talk.EndedBy


@transaction.atomic
def end(
    *,
    talk: Talk,
    ended_by: Talk.EndedBy,
    by: Staff | None,
    at: datetime,
    outcome: Contact.Outcome | None = None,
    passed_to: str = "",
) -> Talk:
    """End a talk; ended before, nothing changes.

    A counsellor says the outcome. When the resident ends it, or silence does, a talk whose last word was ours counts
    as answered; with words of theirs that nobody answered it becomes a matter. Raises NotTheirs, NoRoute.
    """
    talk = held(talk)
    if talk.is_over:
        return talk
    if ended_by == EndedBy.STAFF and (by is None or talk.staff_id != by.pk):
        raise NotTheirs
    if talk.case_id is None:
        _settle(talk, ended_by, outcome, passed_to, at=at)
    return _over(talk, ended_by, at=at)


def _settle(
    talk: Talk, ended_by: Talk.EndedBy, outcome: Contact.Outcome | None, passed_to: str, *, at: datetime
) -> None:
    """Record what became of a talk that is no matter yet."""
    if outcome in {Contact.Outcome.PASSED_ON, Contact.Outcome.GAVE_UP}:
        talk.contact = record_outcome(
            arrival=arrival_of(talk), outcome=outcome, passed_to=passed_to, by=talk.staff, at=at
        )
        return
    if talk.staff is not None and (outcome == Contact.Outcome.ANSWERED or _is_answered(talk)):
        talk.contact = record_answered(arrival=arrival_of(talk), answer="", by=talk.staff, at=at)
        return
    become_matter(talk, at=at)


def _is_answered(talk: Talk) -> bool:
    """Tell whether the last word was ours, or their thanks for it."""
    last = Line.objects.filter(talk=talk).exclude(who=Line.Who.HOUSE).order_by("-n")[:2]
    said, *before = last
    is_ours_before = bool(before) and before[0].is_ours
    return said.is_ours or (is_ours_before and is_thanks(said.text))


def _over(talk: Talk, ended_by: Talk.EndedBy, *, at: datetime) -> Talk:
    keep_words(talk=talk, by=talk.staff if ended_by == EndedBy.STAFF else None, at=at)
    add_line(talk, who=Line.Who.HOUSE, text=f"ended_{ended_by}", at=at)
    talk.state, talk.ended_at, talk.ended_by = Talk.State.ENDED, at, ended_by
    talk.offered_to, talk.offered_at, talk.read_n = None, None, talk.n
    talk.save()
    tell(talk)
    return talk


@transaction.atomic
def leave_in_writing(*, talk: Talk, text: str, email: str, phone: str, name: str, at: datetime) -> Talk:
    """Turn a talk into a matter that is answered by e-mail or a call, for whoever leaves or finds nobody free.

    Raises WayMissing, TalkOver, TooLong, TooFast, NoRoute.
    """
    if not (email.strip() or phone.strip()):
        raise WayMissing(field="email")
    if text.strip():
        say(talk=talk, text=text, client=None, by=None, at=at)
    talk = held(talk)
    if talk.is_over:
        raise TalkOver
    talk.email, talk.phone, talk.name = email.strip(), phone.strip(), name.strip()[:80] or talk.name
    if talk.case_id is None:
        become_matter(talk, at=at)
    return _over(talk, EndedBy.WRITTEN, at=at)


def close_silent(*, silence: timedelta, at: datetime) -> int:
    """Close the talks in which nobody wrote for a while, or whose resident left the queue; tell how many."""
    gone = Q(state=Talk.State.WAITING, seen_at__lte=at - silence)
    silent = Q(state=Talk.State.OPEN, said_at__lte=at - silence)
    closed = 0
    for talk in Talk.objects.filter(gone | silent).order_by("started_at")[:200]:
        try:
            with turn():
                _close_one(talk, silence=silence, at=at)
        except Exception:  # one that cannot be closed must not keep the others open
            log.exception("a chat could not be closed", talk=str(talk.pk))
            continue
        closed += 1
    return closed


@transaction.atomic
def _close_one(talk: Talk, *, silence: timedelta, at: datetime) -> None:
    fresh = held(talk)
    last = fresh.seen_at if fresh.state == Talk.State.WAITING else fresh.said_at
    if not fresh.is_over and last <= at - silence:
        end(talk=fresh, ended_by=EndedBy.SILENCE, by=None, at=at)
