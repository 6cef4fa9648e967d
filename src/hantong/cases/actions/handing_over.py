"""Handing the work over: offered with a packet, then accepted, declined, withdrawn or timed out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held, held_open, write
from hantong.cases.actions.alerting import alert, owners_alert
from hantong.cases.actions.opening import offered_step
from hantong.cases.events import HandOverOffered, HandOverSettled
from hantong.cases.models import Alert, Case, HandOver, History
from hantong.cases.promises import offer_ends_at
from hantong.cases.refusals import NoOffer, NoSuchDepartment, OfferPending, OfferToItself, ReasonMissing
from hantong.kit.events import announce
from hantong.offices.directory import directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What goes with the work: what was said, what was tried, what was promised, and by when an answer is due."""

    said: str = ""
    tried: str = ""
    promised: str = ""
    answer_due_at: datetime | None = None


def refuse_while_offered(case: Case) -> None:
    """Raise OfferPending while somebody has not answered an offer of `case`."""
    if HandOver.objects.pending().filter(case=case).exists():
        raise OfferPending


@transaction.atomic
def hand_over(
    *,
    case: Case,
    to_unit: UUID,
    packet: Packet,
    by: Staff,
    at: datetime,
    to_staff: Staff | None = None,
) -> HandOver:
    """Offer the work on a matter to a department, here or in another jurisdiction, or to one person in it.

    Until the offer is accepted the matter stays where it is; the owner stays the owner whatever happens.

    Raises AlreadyClosed, OfferPending, NoSuchDepartment, OfferToItself.
    """
    case = held_open(case)
    refuse_while_offered(case)
    if to_unit not in directory().departments:
        raise NoSuchDepartment(field="to_unit")
    if to_unit == case.holder_unit_id and (to_staff is None or to_staff.pk == case.holder_id):
        raise OfferToItself(field="to_unit")
    offer = HandOver(
        case=case,
        from_unit_id=case.holder_unit_id,
        to_unit_id=to_unit,
        to_staff=to_staff,
        offered_by=by,
        offered_at=at,
        expires_at=offer_ends_at(at=at, unit=to_unit, is_urgent=case.is_urgent),
        said=packet.said,
        tried=packet.tried,
        promised=packet.promised,
        answer_due_at=packet.answer_due_at or case.due_at,
    )
    offer.save(force_insert=True)
    case.hand_overs += 1
    write(case, offered_step(offer), fields=["hand_overs"], by=by, at=at)
    alert(case, Alert(kind="offered", staff=to_staff, unit_id=None if to_staff else to_unit), at=at)
    announce(HandOverOffered.of(case, to_unit=to_unit, to_staff=offer.to_staff_id))
    return offer


@transaction.atomic
def accept(*, offer: HandOver, by: Staff, at: datetime) -> Case:
    """Take the offered work over: it is in `by`'s hands from now on. Raises NoOffer, AlreadyClosed."""
    case = held_open(Case(pk=offer.case_id))
    offer = _settled(offer, HandOver.Outcome.ACCEPTED, by=by, at=at)
    case.holder_unit_id, case.holder = offer.to_unit_id, by
    step = Step(
        kind=History.Kind.ACCEPTED,
        is_public=True,
        data={"offer": str(offer.pk), "unit": str(offer.to_unit_id)},
    )
    write(case, step, fields=["holder_unit", "holder"], by=by, at=at)
    if case.owner_id != by.pk:
        alert(case, owners_alert(case, kind="accepted"), at=at)
    announce(HandOverSettled.of(case, to_unit=offer.to_unit_id, to_staff=offer.to_staff_id))
    return case


@transaction.atomic
def decline(*, offer: HandOver, reason: str, by: Staff, at: datetime) -> Case:
    """Refuse the offered work with a reason: it goes back to the owner, who is alarmed.

    Raises ReasonMissing, NoOffer, AlreadyClosed.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    case = held_open(Case(pk=offer.case_id))
    offer = _settled(offer, HandOver.Outcome.DECLINED, by=by, at=at, reason=reason)
    _back_to_owner(case, offer, History.Kind.DECLINED, by=by, at=at, reason=reason)
    return case


@transaction.atomic
def withdraw_offer(*, offer: HandOver, by: Staff, at: datetime) -> Case:
    """Take an offer back before it is answered; the matter stays where it is. Raises NoOffer."""
    case = held(Case(pk=offer.case_id))
    offer = _settled(offer, HandOver.Outcome.WITHDRAWN, by=by, at=at)
    write(case, Step(kind=History.Kind.OFFER_WITHDRAWN, data={"offer": str(offer.pk)}), by=by, at=at)
    announce(HandOverSettled.of(case, to_unit=offer.to_unit_id, to_staff=offer.to_staff_id))
    return case


@transaction.atomic
def time_out(*, offer: HandOver, at: datetime) -> Case:
    """Let an offer run out: the matter goes back to the owner, who is alarmed. Raises NoOffer."""
    case = held(Case(pk=offer.case_id))
    offer = _settled(offer, HandOver.Outcome.TIMED_OUT, by=None, at=at)
    _back_to_owner(case, offer, History.Kind.TIMED_OUT, by=None, at=at, reason="")
    return case


def withdraw_pending(case: Case, *, by: Staff | None, at: datetime) -> None:
    """Withdraw whatever offer stands for a held `case`, because the matter itself is over."""
    HandOver.objects.pending().filter(case=case).update(
        outcome=HandOver.Outcome.WITHDRAWN, settled_at=at, settled_by=by
    )


def _settled(
    offer: HandOver, outcome: HandOver.Outcome, *, by: Staff | None, at: datetime, reason: str = ""
) -> HandOver:
    settled = HandOver.objects.pending().filter(pk=offer.pk)
    if not settled.update(outcome=outcome, settled_at=at, settled_by=by, reason=reason):
        raise NoOffer
    offer.refresh_from_db()
    return offer


def _back_to_owner(
    case: Case, offer: HandOver, kind: History.Kind, *, by: Staff | None, at: datetime, reason: str
) -> None:
    case.holder_unit_id, case.holder_id = case.owner_unit_id, case.owner_id
    data = {"offer": str(offer.pk), "unit": str(offer.to_unit_id)}
    write(case, Step(kind=kind, text=reason, data=data), fields=["holder_unit", "holder"], by=by, at=at)
    about: dict[str, object] = {"unit": str(offer.to_unit_id), "reason": reason}
    alert(case, owners_alert(case, kind=kind.value, is_alarm=True, data=about), at=at)
    announce(HandOverSettled.of(case, to_unit=offer.to_unit_id, to_staff=offer.to_staff_id))
