"""Moving the promise: extended with a reason at most twice, or reckoned anew because the calendar changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from hantong.access.models import Staff
from hantong.cases.actions._writing import Step, held_open, write
from hantong.cases.actions.alerting import alert, owners_alert
from hantong.cases.deadlines import DeadlineRule
from hantong.cases.events import CaseSaid, ConsentAsked, DeadlineMoved
from hantong.cases.models import Case, Extension, ExtensionConsent, History
from hantong.cases.promises import due_again
from hantong.cases.refusals import ConsentAsked as AskedAlready
from hantong.cases.refusals import (
    ConsentMissing,
    ConsentNotNeeded,
    ExtendedTwice,
    NoConsentAsked,
    NoDeadline,
    ReasonMissing,
)
from hantong.cases.terms import MAX_EXTENSIONS
from hantong.kit.events import announce
from hantong.offices.directory import directory

State = ExtensionConsent.State


@dataclass(frozen=True, slots=True)
class Move:
    """Where one more extension leads to: the how-manieth it is, from when to when."""

    ordinal: int
    was_due_at: datetime
    due_at: datetime
    needs_consent: bool

    @classmethod
    def of(cls, case: Case) -> Self:
        """Reckon the next extension of a matter. Raises NoDeadline, ExtendedTwice."""
        if case.due_at is None:
            raise NoDeadline
        ordinal = Extension.objects.filter(case=case).count() + 1
        if ordinal > MAX_EXTENSIONS:
            raise ExtendedTwice
        due_at = due_again(case, further_extensions=1)
        if due_at is None:
            raise NoDeadline
        consent_from = DeadlineRule.parse(case.due_rule).consent_from
        return cls(ordinal, case.due_at, due_at, needs_consent=bool(consent_from) and ordinal >= consent_from)

    @property
    def data(self) -> dict[str, object]:
        """What a history row says of it."""
        was_due_at, due_at = self.was_due_at.isoformat(), self.due_at.isoformat()
        return {"was_due_at": was_due_at, "due_at": due_at, "ordinal": self.ordinal}


@transaction.atomic
def extend(*, case: Case, reason: str, by: Staff, at: datetime, consent: str = "") -> Case:
    """Move the deadline on by another period of its rule, for a reason that the resident is told.

    A second extension of a statutory deadline needs to know by which channel the resident agreed (`consent`).
    Raises ReasonMissing, AlreadyClosed, NoDeadline, ExtendedTwice, ConsentMissing.
    """
    case, move = _moving(case, reason)
    if move.needs_consent:
        if not consent:
            raise ConsentMissing(field="consent")
        asked = _consent(case, move, reason, by=by, at=at)
        _answer(case, asked, State.GIVEN, by=by, at=at, channel=consent)
    return _move_on(case, move, reason, by=by, at=at)


@transaction.atomic
def ask_consent(*, case: Case, reason: str, by: Staff, at: datetime) -> Case:
    """Ask the resident whether the answer may come later once more; the promise stands until they say yes.

    Raises ReasonMissing, AlreadyClosed, NoDeadline, ExtendedTwice, ConsentNotNeeded, ConsentAsked.
    """
    case, move = _moving(case, reason)
    if not move.needs_consent:
        raise ConsentNotNeeded
    if ExtensionConsent.objects.asked_for(case).exists():
        raise AskedAlready
    _consent(case, move, reason, by=by, at=at).save(force_insert=True)
    step = Step(kind=History.Kind.CONSENT_ASKED, text=reason, is_public=True, data=move.data)
    write(case, step, fields=[], by=by, at=at)
    announce(ConsentAsked.of(case, text=reason))
    return case


@transaction.atomic
def answer_consent(*, case: Case, is_given: bool, channel: str, at: datetime) -> Case:
    """Take the resident's own yes or no: a yes moves the promise at once. Raises AlreadyClosed, NoConsentAsked."""
    case = held_open(case)
    asked = ExtensionConsent.objects.asked_for(case).first()
    if asked is None:
        raise NoConsentAsked
    _answer(case, asked, State.GIVEN if is_given else State.REFUSED, by=None, at=at, channel=channel)
    alert(case, owners_alert(case, kind="consent_given" if is_given else "consent_refused"), at=at)
    if is_given:
        return _move_on(case, Move.of(case), asked.reason, by=None, at=at)
    announce(CaseSaid.of(case))
    return case


@transaction.atomic
def reclock(*, case: Case, at: datetime) -> bool:
    """Reckon the deadline and the time band anew after the calendar changed; tell whether anything moved."""
    case = held_open(case)
    was_due_at, was_band = case.due_at, case.band
    case.due_at = due_again(case)
    case.band = directory().clocks[case.jurisdiction_id].band(case.said_at).code
    if (case.due_at, case.band) == (was_due_at, was_band):
        return False
    data = {
        "was_due_at": was_due_at.isoformat() if was_due_at else None,
        "due_at": case.due_at.isoformat() if case.due_at else None,
    }
    step = Step(kind=History.Kind.RECLOCKED, is_public=case.due_at != was_due_at, data=data)
    write(case, step, fields=["due_at", "band"], by=None, at=at)
    announce(DeadlineMoved.of(case))
    return True


def _moving(case: Case, reason: str) -> tuple[Case, Move]:
    """Give the open matter, held, and where its next extension leads to. Raises what `extend` does."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    case = held_open(case)
    return case, Move.of(case)


def _consent(case: Case, move: Move, reason: str, *, by: Staff, at: datetime) -> ExtensionConsent:
    """Give the question that stands or a new one; a question about an earlier promise has lapsed."""
    standing = ExtensionConsent.objects.asked_for(case).first()
    if standing is not None:
        return standing
    ExtensionConsent.objects.filter(case=case, state=State.ASKED).update(state=State.LAPSED)
    consent = ExtensionConsent(case=case, state=State.ASKED, reason=reason, asked_by=by, asked_at=at)
    consent.was_due_at, consent.due_at = move.was_due_at, move.due_at
    return consent


def _answer(case: Case, asked: ExtensionConsent, state: State, *, by: Staff | None, at: datetime, channel: str) -> None:
    """Keep what the resident said, themselves or to `by`, with its row of history."""
    asked.state, asked.answered_at, asked.recorded_by, asked.channel = state, at, by, channel
    asked.save()
    is_given = state == State.GIVEN
    kind = History.Kind.CONSENT_GIVEN if is_given else History.Kind.CONSENT_REFUSED
    write(case, Step(kind=kind, is_public=True, said_at=at), by=by, at=at, by_resident=True, channel=channel)


def _move_on(case: Case, move: Move, reason: str, *, by: Staff | None, at: datetime) -> Case:
    case.due_at = move.due_at
    extension = Extension(case=case, ordinal=move.ordinal, by=by, at=at, reason=reason)
    extension.was_due_at, extension.due_at = move.was_due_at, move.due_at
    extension.save(force_insert=True)
    step = Step(kind=History.Kind.EXTENDED, text=reason, is_public=True, data=move.data)
    write(case, step, fields=["due_at"], by=by, at=at)
    announce(DeadlineMoved.of(case, text=reason))
    return case
