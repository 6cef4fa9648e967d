"""What residents hear of: each happening becomes at most one message per person, queued with the fact itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hantong.cases import events
from hantong.cases.models import Case, HandOver, History
from hantong.contacts.actions import queue_message
from hantong.contacts.models import Message
from hantong.contacts.notice_texts import OCCASIONS
from hantong.contacts.ways import Way, way_to
from hantong.contacts.wording import Wording, language_for, notice_for
from hantong.offices.directory import directory
from hantong.people.models import Resident


def tell_opened(event: events.CaseOpened) -> None:
    """Send a receipt with the number and the promise."""
    _tell(event, "opened")


def tell_answered(event: events.CaseAnswered) -> None:
    """Send the answer, by the way that was chosen for it if one was."""
    _tell(event, "answered", text=event.text)


def tell_asked(event: events.ResidentAsked) -> None:
    """Send the question."""
    _tell(event, "asked", text=event.text)


def tell_deadline_moved(event: events.DeadlineMoved) -> None:
    """Say by when an answer is due now, and why; a change that moved nothing stays unsaid."""
    if _happening(event).is_public:
        _tell(event, "deadline_moved", text=event.text)


def tell_consent_asked(event: events.ConsentAsked) -> None:
    """Ask whether the answer may come later once more."""
    until = datetime.fromisoformat(str(_happening(event).data["due_at"]))
    _tell(event, "consent_asked", text=event.text, until=until)


def tell_closed(event: events.CaseClosed) -> None:
    """Send the outcome to the resident and to everybody whose report was joined to this matter."""
    case = _case(event)
    is_merged = _happening(event).kind == History.Kind.MERGED
    _tell(event, "merged" if is_merged else "closed", text=event.text)
    for other in _merged_into(case):
        _tell(event, "closed", text=event.text, about=other, ending=case.end_state)


def tell_reopened(event: events.CaseReopened) -> None:
    """Say that it is open again, and by when an answer is due."""
    _tell(event, "reopened")


def tell_passed_on(event: events.HandOverSettled) -> None:
    """Say who works on it now, when that is another authority than before."""
    row = _happening(event)
    if row.kind != History.Kind.ACCEPTED:
        return
    offer = HandOver.objects.get(pk=row.data["offer"])
    units = directory().departments
    came_from, went_to = units[offer.from_unit_id], units[offer.to_unit_id]
    if came_from.jurisdiction_id != went_to.jurisdiction_id:
        _tell(event, "passed_on", unit=went_to.pk)


def tell_when_back(event: events.CaseEvent, *, case: Case, back: datetime) -> None:
    """Say when somebody will be there: once for each time that the matter was open."""
    _tell(event, "away", about=case, once=f"turn{case.reopenings}", back=back)


def _case(event: events.CaseEvent) -> Case:
    return Case.objects.select_related("resident", "service").get(pk=event.case)


def _happening(event: events.CaseEvent) -> History:
    return History.objects.get(case=event.case, n=event.n)


def _merged_into(case: Case) -> Iterable[Case]:
    """Give every matter that was merged into `case`, at whatever remove."""
    seen, layer = {case.pk}, [case.pk]
    while layer:
        found = Case.objects.filter(merged_into__in=layer).exclude(pk__in=seen).select_related("resident", "service")
        layer = []
        for each in found:
            seen.add(each.pk)
            layer.append(each.pk)
            yield each


def _tell(
    event: events.CaseEvent, occasion: str, *, about: Case | None = None, once: str = "", **words: object
) -> None:
    """Queue the notice of `occasion` about the event's matter, or about a matter that was merged into it.

    With `once` it is told that once, whatever happens again.
    """
    case = about or _case(event)
    if case.resident is None:
        return
    resident = case.resident.merged_into or case.resident
    way = way_to(case, resident, chosen=event.way)
    if not way.recipient and not OCCASIONS[occasion].must_reach:
        return
    with transaction.atomic(savepoint=False):
        message = _message(event, occasion, case, resident, way, Wording.of(words))
        message.key = f"{event.case}:{once or event.n}:{occasion}:{resident.pk}"
        is_new = queue_message(message=message)
        if is_new and message.state == Message.State.QUEUED:
            from hantong.contacts.jobs import deliver

            deliver.configure(queueing_lock=f"deliver:{message.pk}").defer(message=str(message.pk))


def _message(
    event: events.CaseEvent, occasion: str, case: Case, resident: Resident, way: Way, words: Wording
) -> Message:
    language = language_for(case, resident)
    subject, body = notice_for(occasion, case=case, name=resident.name, language=language, words=words)
    return Message(
        case=case,
        resident=resident,
        channel=way.channel,
        recipient=way.recipient,
        language=language,
        subject=subject[:200],
        body=body,
        state=Message.State.QUEUED if way.recipient else Message.State.NO_WAY,
        created_at=event.at,
    )
