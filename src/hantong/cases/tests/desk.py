"""What the stories about pages begin with: somebody signed in, and a matter at Suwon station."""

from django.test import Client

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Case
from hantong.catalogue.models import Service
from hantong.offices.models import Department
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province


def signed_in(staff: Staff, *, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(staff)
    return client


def a_matter(
    province: Province,
    by: Staff | None,
    *,
    title: str = "A car on the crossing",
    service: Service | None = None,
    resident: Resident | None = None,
    unit: Department | None = None,
) -> Case:
    """Open a matter about Suwon that nobody else is offered."""
    opening = actions.Opening(
        jurisdiction=province.gyeonggi.pk,
        channel="counter",
        title=title,
        text="수원역 앞 횡단보도에 차가 서 있습니다.",
        said_at=NOON,
        service=service or province.passport,
        place=province.station.pk,
        resident=resident.pk if resident else None,
    )
    home = (unit or province.centre).pk if by else None
    return actions.open_case(opening=opening, by=by, unit=home, at=NOON)
