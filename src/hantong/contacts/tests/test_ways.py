"""An answer goes as the resident prefers, else as they wrote last, else by any way that is known."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.ways import way_to, ways_to
from hantong.kit.ids import new_id
from hantong.people.models import Consent, ContactPoint, Resident
from hantong.project.cast import LONG_AGO, NOON

MOBILE, MAIL = "+821055556666", "han@example.org"
Arrive = Callable[..., Arrival]


@pytest.fixture
def case(arrival: Arrive, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Give a matter that Ms Han mailed, who has a mobile telephone too; texts can go out."""
    monkeypatch.setenv("HANTONG_SMS_VENDOR_URL", "http://127.0.0.1:9/texts")
    monkeypatch.setenv("HANTONG_SMS_VENDOR_SECRET", "nothing leaves here")
    points = (ReachedBy(kind="email", value=MAIL), ReachedBy(kind="phone", value=MOBILE))
    received = receive(arrival=arrival(channel="email", reached_by=points), at=NOON)
    assert received.case is not None
    return received.case


def said(case: Case, arrival: Arrive, channel: str, *, hours: int, by: Staff | None = None) -> None:
    at = NOON + timedelta(hours=hours)
    more = arrival(id=new_id(), channel=channel, said_at=at, joins=case.pk, resident=case.resident_id, reached_by=())
    receive(arrival=more, by=by, at=at)


def resident_of(case: Case) -> Resident:
    assert isinstance(case.resident_id, UUID)
    return Resident.objects.get(pk=case.resident_id)


def test_it_goes_where_she_wrote_last(case: Case, arrival: Arrive) -> None:
    assert way_to(case, resident_of(case)).recipient == MAIL
    said(case, arrival, "sms", hours=1)
    assert (way_to(case, resident_of(case)).channel, way_to(case, resident_of(case)).recipient) == ("sms", MOBILE)
    assert [way.recipient for way in ways_to(case, resident_of(case))] == [MOBILE, MAIL]


def test_a_call_after_the_text_does_not_change_that(case: Case, arrival: Arrive, jiwoo: Staff) -> None:
    said(case, arrival, "sms", hours=1)
    said(case, arrival, "phone", hours=2, by=jiwoo)
    assert way_to(case, resident_of(case)).recipient == MOBILE


def test_what_she_prefers_goes_first(case: Case, arrival: Arrive) -> None:
    said(case, arrival, "sms", hours=1)
    Resident.objects.update(preferred_kind="email")
    assert way_to(case, resident_of(case)).recipient == MAIL


def test_staff_may_choose_another_way_and_an_unknown_one_changes_nothing(case: Case) -> None:
    resident = resident_of(case)
    assert way_to(case, resident, chosen="sms").recipient == MOBILE
    assert way_to(case, resident, chosen="pigeon").recipient == MAIL


def test_who_cannot_read_or_objects_is_told_by_voice(case: Case) -> None:
    resident = resident_of(case)
    Consent.objects.create(resident=resident, purpose="notices", how="phone", given_at=LONG_AGO, withdrawn_at=NOON)
    assert ways_to(case, resident) == []
    Consent.objects.all().delete()
    resident.needs = ["cannot_read"]
    assert way_to(case, resident).recipient == ""


def test_each_address_is_one_way_whatever_forms_lead_to_it(case: Case, arrival: Arrive) -> None:
    said(case, arrival, "sms", hours=1)
    said(case, arrival, "web", hours=2)
    assert [way.recipient for way in ways_to(case, resident_of(case))] == [MAIL, MOBILE]
    assert ContactPoint.objects.count() == 2
