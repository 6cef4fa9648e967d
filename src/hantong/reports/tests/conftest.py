"""What the figures are counted from in our stories."""

from datetime import UTC, datetime, timedelta

import pytest

from hantong.cases.actions import Opening, open_case
from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province

NIGHT = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)  # Wednesday 02:00 in Seoul


@pytest.fixture
def web_matter(province: Province) -> Case:
    """Give a parking matter of 4 March, reported on the web in Suwon."""
    return a_matter(province)


def a_matter(province: Province, **more: object) -> Case:
    """Open a parking matter of 4 March on the web in Suwon, and set whatever else the story needs of it."""
    opening = Opening(
        jurisdiction=province.suwon.pk,
        channel="web",
        title="주차",
        text="주차",
        said_at=NOON,
        service=province.parking,
    )
    case = open_case(opening=opening, by=None, unit=None, at=NOON)
    if more:
        Case.objects.filter(pk=case.pk).update(**more)
        case.refresh_from_db()
    return case


def settled(province: Province, *, after: timedelta, due: timedelta = timedelta(days=7), **more: object) -> Case:
    """Give a matter that was settled `after` it was said, promised within `due`."""
    return a_matter(
        province, closed_at=NOON + after, due_at=NOON + due, end_state=more.pop("end_state", "done"), **more
    )


def a_contact(province: Province, said_at: datetime, band: Band, **more: object) -> Contact:
    """Give a contact at Suwon station that was answered at once."""
    about: dict[str, object] = {
        "channel": "counter",
        "jurisdiction": province.suwon,
        "place": province.station,
        "service": province.parking,
        "outcome": "answered",
    }
    return Contact.objects.create(said_at=said_at, recorded_at=said_at, band=band.code, **(about | more))
