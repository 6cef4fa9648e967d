"""What somebody says is taken in once, with few statements, and with what came along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hantong.cases.models import Attachment, Case, CaseText, History
from hantong.cases.refusals import FileRefused
from hantong.contacts.actions import NothingSaid, UnknownService, receive, receive_all
from hantong.contacts.channel import Arrival, ReachedBy, Upload
from hantong.contacts.models import Contact
from hantong.kit.editions import turn
from hantong.kit.ids import new_id
from hantong.people.models import Consent, Resident
from hantong.project.cast import NOON

Make = Callable[..., Arrival]
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SET CONSTRAINTS")


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(CONTROL)]


def test_takes_an_anonymous_arrival_in_with_8_statements(arrival: Make) -> None:
    receive(arrival=arrival(), at=NOON)
    with turn(), CaptureQueriesContext(connection) as queries:
        receive(arrival=arrival(name="", reached_by=()), at=NOON)
    assert len(statements(queries)) <= 8, "\n".join(statements(queries))


def test_takes_a_known_resident_in_with_9_statements(arrival: Make) -> None:
    receive(arrival=arrival(), at=NOON)
    with turn(), CaptureQueriesContext(connection) as queries:
        receive(arrival=arrival(), at=NOON)
    assert len(statements(queries)) <= 9, "\n".join(statements(queries))
    assert Resident.objects.count() == 1


def test_keeps_a_consent_once(arrival: Make) -> None:
    for _ in range(2):
        receive(arrival=arrival(consents=("notices",)), at=NOON)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.how, consent.given_at) == ("notices", "web", NOON)


def test_masks_numbers_of_people_before_anything_is_stored(arrival: Make) -> None:
    received = receive(arrival=arrival(text="제 번호는 800101-1234560 입니다"), at=NOON)
    assert received.case is not None
    kept = received.contact.text + received.case.title + received.case.history.get(n=1).text
    assert "1234560" not in kept


def test_adds_to_the_matter_that_it_joins(arrival: Make) -> None:
    case = receive(arrival=arrival(), at=NOON).case
    assert case is not None
    more = receive(arrival=arrival(joins=case.pk, text="구멍이 더 커졌습니다"), at=NOON + timedelta(hours=1))
    assert more.contact.outcome == Contact.Outcome.JOINED
    assert more.case == case
    assert case.history.filter(kind=History.Kind.SAID, text="구멍이 더 커졌습니다").exists()


def test_keeps_what_came_along(arrival: Make) -> None:
    content = BytesIO()
    Image.new("RGB", (20, 10)).save(content, "PNG")
    received = receive(arrival=arrival(uploads=(Upload(name="hole.png", content=content.getvalue()),)), at=NOON)
    assert received.case is not None
    assert received.case.attachments.get().name == "hole.png"


def test_opens_nothing_when_a_file_is_refused(arrival: Make) -> None:
    with pytest.raises(FileRefused):
        receive(arrival=arrival(uploads=(Upload(name="x.exe", content=b"MZ\x90\x00"),)), at=NOON)
    assert not Case.objects.exists()
    assert not Attachment.objects.exists()


def test_refuses_silence(arrival: Make) -> None:
    with pytest.raises(NothingSaid):
        receive(arrival=arrival(text="  \n"), at=NOON)


def test_refuses_a_service_that_nobody_offers(arrival: Make) -> None:
    with pytest.raises(UnknownService):
        receive(arrival=arrival(service=new_id()), at=NOON)


def test_tells_people_who_share_a_telephone_apart(arrival: Make) -> None:
    shared = (ReachedBy(kind="phone", value="031-222-3333"),)
    one = receive(arrival=arrival(name="김하나", reached_by=shared), at=NOON)
    two = receive(arrival=replace(arrival(name="김두리", reached_by=shared)), at=NOON)
    assert one.contact.resident != two.contact.resident


def test_takes_twenty_in_with_hardly_more_statements_than_one(arrival: Make) -> None:
    receive(arrival=arrival(), at=NOON)
    many = [arrival(name="", reached_by=(ReachedBy(kind="email", value=f"r{n}@example.org"),)) for n in range(20)]
    with turn(), CaptureQueriesContext(connection) as queries:
        received = receive_all(arrivals=many, at=NOON)
    assert len(statements(queries)) <= 12, "\n".join(statements(queries))
    assert [each.contact.pk for each in received] == [each.id for each in many]
    assert len({each.contact.resident_id for each in received}) == 20
    for each in received:
        assert each.case is not None
        assert [row.kind for row in each.case.history.order_by("n")][:2] == ["opened", "routed"]
        assert CaseText.objects.filter(pk=each.case.pk).exists()


def test_who_is_made_known_by_one_of_a_batch_is_recognised_in_the_next(arrival: Make) -> None:
    first, second = receive_all(arrivals=[arrival(), arrival()], at=NOON)
    assert first.contact.resident == second.contact.resident
    assert first.case != second.case


def test_a_batch_opens_and_joins(arrival: Make) -> None:
    known = receive(arrival=arrival(), at=NOON).case
    assert known is not None
    more, other = receive_all(arrivals=[arrival(joins=known.pk, text="더 커졌습니다"), arrival()], at=NOON)
    assert (more.case, more.contact.outcome) == (known, Contact.Outcome.JOINED)
    assert (other.case != known, other.contact.outcome) == (True, Contact.Outcome.OPENED)


def test_a_repeat_in_a_batch_keeps_nobody_out(arrival: Make) -> None:
    before = receive(arrival=arrival(key="once"), at=NOON)
    fresh, repeat = receive_all(arrivals=[arrival(), arrival(key="once")], at=NOON)
    assert (fresh.is_repeat, repeat.is_repeat, repeat.contact) == (False, True, before.contact)
    assert Case.objects.count() == 2


def test_nothing_of_a_batch_is_received_when_one_says_nothing(arrival: Make) -> None:
    with pytest.raises(NothingSaid):
        receive_all(arrivals=[arrival(), arrival(text=" ")], at=NOON)
    assert not Contact.objects.exists()


def test_a_number_that_is_taken_is_drawn_again(arrival: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = receive(arrival=arrival(), at=NOON).case
    assert taken is not None
    drawn = iter([taken.number, "482000000011"])
    monkeypatch.setattr("hantong.cases.actions.opening.new_number", lambda _random: next(drawn))
    case = receive(arrival=arrival(), at=NOON).case
    assert case is not None
    assert case.number == "482000000011"
