"""Give a resident everything that is held about them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hantong.access.models import Staff
from hantong.people.actions._writing import written
from hantong.people.holdings import Portion, holdings
from hantong.people.models import Resident
from hantong.people.own_portions import own_portions
from hantong.people.queries import record_ids


@transaction.atomic
def export_resident(*, resident: Resident, by: Staff, at: datetime) -> Sequence[Portion]:
    """Gather everything held about a resident, in every room, and keep in the trail that it was taken out."""
    ids = record_ids(resident)
    portions = [*own_portions(ids)]
    for holding in holdings():
        portions += holding.export(ids)
    written("resident.exported", resident, by=by, at=at)
    return portions
