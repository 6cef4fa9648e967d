"""What follows for written work when a matter's words grow: it waits or waits no more, is given out, or is told of."""

from hantong.cases.events import CaseEvent
from hantong.cases.models import Case
from hantong.written import actions
from hantong.written.away import tell_if_nobody_is_there


def follow_words(event: CaseEvent) -> None:
    """Note whether the matter waits for an answer; what is new is given out, or its resident told when we are back."""
    if actions.note_words(case=event.case, at=event.at) is not None:
        unit = Case.objects.values_list("holder_unit", flat=True).get(pk=event.case)
        actions.push_waiting(at=event.at, unit=unit)
    tell_if_nobody_is_there(event)
