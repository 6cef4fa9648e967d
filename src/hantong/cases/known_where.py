"""Where work goes, the resident is known: the staff who now have a matter may see whose it is."""

from hantong.cases.events import HandOverSettled
from hantong.cases.models import Case
from hantong.offices.directory import directory
from hantong.people.recognition import note_known_in


def follow_work(event: HandOverSettled) -> None:
    """Let the jurisdiction that works on the matter see its resident; safe to run twice."""
    case = Case.objects.select_related("resident").get(pk=event.case)
    if case.resident is not None:
        note_known_in(case.resident, directory().departments[case.holder_unit_id].jurisdiction_id)
