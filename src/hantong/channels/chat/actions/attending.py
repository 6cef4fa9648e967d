"""Counsellors come and go, accept talks, and hand them to each other."""

from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.channels.chat.actions._lines import DESK, add_line, held, tell
from hantong.channels.chat.models import Duty, Line, Talk
from hantong.channels.chat.refusals import AlreadyAccepted, NotTheirs, NotThere, TalkOver
from hantong.kit.events import tell_live
from hantong.offices.person import StaffPerson


@transaction.atomic
def go_on_duty(*, person: StaffPerson, most: int, at: datetime) -> Duty:
    """Be there for talks, up to `most` at once, where the person takes contacts."""
    reach = person.reach("contacts.take")
    duty, _is_new = Duty.objects.update_or_create(
        staff=person.staff,
        defaults={
            "is_on": True,
            "most": min(max(most, 1), 8),
            "is_everywhere": reach.is_everything,
            "jurisdictions": sorted(reach.jurisdictions),
            "seen_at": at,
        },
    )
    tell_live([{"topic": DESK, "kind": "changed"}])
    return duty


@transaction.atomic
def leave_duty(*, by: Staff, at: datetime) -> None:
    """Take no more talks; those that go on stay."""
    Duty.objects.filter(staff=by).update(is_on=False, seen_at=at)
    tell_live([{"topic": DESK, "kind": "changed"}])


def note_there(*, by: Staff, at: datetime) -> Duty | None:
    """Remember that the counsellor's page is open; gives nothing for who is not on duty."""
    duty = Duty.objects.filter(staff=by, is_on=True).first()
    if duty is not None and (at - duty.seen_at).total_seconds() > 15:
        Duty.objects.filter(pk=duty.pk).update(seen_at=at)
        duty.seen_at = at
    return duty


@transaction.atomic
def accept(*, talk: Talk, by: Staff, at: datetime) -> Talk:
    """Take a talk that waits, or one that a colleague offers. Raises AlreadyAccepted, TalkOver."""
    talk = held(talk)
    if talk.is_over:
        raise TalkOver
    if talk.state == Talk.State.OPEN and talk.staff_id == by.pk:
        return talk
    is_offered = talk.is_offered_to(by.pk, at)
    if talk.state == Talk.State.OPEN and not is_offered:
        raise AlreadyAccepted
    if talk.accepted_at is None:
        talk.accepted_at = at
    talk.state, talk.staff, talk.offered_to, talk.offered_at = Talk.State.OPEN, by, None, None
    add_line(talk, who=Line.Who.HOUSE, text="handed" if is_offered else "accepted", at=at)
    talk.said_at, talk.read_n = at, talk.n
    talk.save()
    tell(talk)
    return talk


@transaction.atomic
def offer(*, talk: Talk, to: Staff, by: Staff, at: datetime) -> Talk:
    """Ask a colleague who is there to go on; until they accept it stays with `by`. Raises NotTheirs, NotThere."""
    talk = held(talk)
    if talk.is_over:
        raise TalkOver
    if talk.staff_id != by.pk:
        raise NotTheirs
    there = Duty.objects.there(at).serving(talk.jurisdiction_id)
    if to.pk == by.pk or not there.filter(staff=to).exists():
        raise NotThere(field="to")
    talk.offered_to, talk.offered_at = to, at
    talk.save(update_fields=["offered_to", "offered_at"])
    tell(talk)
    return talk


@transaction.atomic
def decline_offer(*, talk: Talk, by: Staff, at: datetime) -> Talk:
    """Leave a talk with the colleague who offered it, or take one's own offer back."""
    talk = held(talk)
    if by.pk not in {talk.offered_to_id, talk.staff_id}:
        raise NotTheirs
    talk.offered_to, talk.offered_at = None, None
    talk.save(update_fields=["offered_to", "offered_at"])
    tell(talk)
    return talk
