"""What the figures are counted from in our stories."""

from datetime import UTC, datetime, timedelta

import pytest

from hantong.cases.actions import Opening, open_case
from hantong.cases.models import Case
from hantong.contacts.models import Contact, OwnAddress
from hantong.offices.bands import Band
from hantong.praise.models import MayorsLine, MayorWord
from hantong.project.cast import LONG_AGO, NOON, Province
from hantong.written.models import FirstAnswer

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


def answered_in_writing(case: Case, *, after: timedelta, is_in_time: bool = True) -> None:
    """Note the first answer to a matter that somebody wrote."""
    FirstAnswer.objects.create(
        case=case,
        channel=case.channel,
        band=case.band,
        since=case.said_at,
        answered_at=case.said_at + after,
        is_in_time=is_in_time,
    )


def told_the_mayor(province: Province, case: Case, *, kind: str = "praise", said_at: datetime = NOON) -> MayorWord:
    """Give a message on the mayor's line of Suwon, about a matter."""
    address, _ = OwnAddress.objects.get_or_create(
        channel="sms", address="+82312280000", defaults={"jurisdiction": province.suwon, "changed_at": LONG_AGO}
    )
    line, _ = MayorsLine.objects.get_or_create(address=address, defaults={"since": LONG_AGO})
    contact = a_contact(province, said_at, Band.DAY, channel="sms", case=case, place=None)
    return MayorWord.objects.create(line=line, contact=contact, case=case, kind=kind, said_at=said_at)


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
