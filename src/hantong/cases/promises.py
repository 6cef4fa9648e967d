"""By when an answer is due, for a service in a jurisdiction: rows and calendars go in, a moment comes out."""

from datetime import datetime, timedelta
from uuid import UUID

from hantong.cases import deadlines
from hantong.cases.models import Case, Extension, Pause
from hantong.cases.terms import OFFER_WORKING_MIN, URGENT_OFFER_WORKING_MIN
from hantong.catalogue.models import Service
from hantong.offices.directory import directory


def rule_of(service: Service | None) -> str:
    """Give a service's deadline rule as it is kept with a matter, such as "kr_days:7"; empty means none."""
    if service is None or service.deadline_unit == Service.DeadlineUnit.NONE:
        return ""
    return f"{service.deadline_unit}:{service.deadline_amount}"
