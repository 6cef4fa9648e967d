"""Record who may speak for whom."""

from datetime import date, datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import locked, plain, written
from hantong.people.models import Resident, Spokesperson
from hantong.people.refusals import SpeaksForThemselves


@transaction.atomic
def name_spokesperson(
    *, resident: Resident, speaker: Resident, relation: str, since: date, by: Staff, at: datetime
) -> Spokesperson:
    """Record that `speaker` may speak for `resident`. Raises SpeaksForThemselves."""
    record = locked(resident)
    if speaker.pk == record.pk:
        raise SpeaksForThemselves(field="reached_at")
    named = Spokesperson(speaker=speaker, resident=record, relation=plain(relation)[:40], since=since, recorded_by=by)
    named.save(force_insert=True)
    written("spokesperson.named", record, by=by, at=at, details={"speaker": str(speaker.pk)})
    return named


@transaction.atomic
def end_spokesperson(*, spokesperson: Spokesperson, until: date, by: Staff, at: datetime) -> None:
    """Record that somebody no longer speaks for a resident; `until` is the first day without."""
    spokesperson.until = until
    spokesperson.save(update_fields=["until"])
    details = {"speaker": str(spokesperson.speaker_id)}
    written("spokesperson.ended", spokesperson.resident, by=by, at=at, details=details)
