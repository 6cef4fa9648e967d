"""The demonstration is a house in order: whole histories, kept promises, right figures, nobody real."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.test import TestCase

from hantong.access.models import Staff
from hantong.cases.chain_check import verify_histories
from hantong.cases.models import Alert, Case, CaseText, HandOver, History
from hantong.cases.promises import due_again
from hantong.cases.rule_book import find_route
from hantong.contacts.models import Contact, RawArrival
from hantong.demonstration import actions, staff
from hantong.demonstration.actions import SMALL, NotEmpty, load
from hantong.demonstration.material import letters, partners, towns
from hantong.demonstration.world import World
from hantong.offices.directory import directory
from hantong.offices.models import Jurisdiction, Post
from hantong.people.models import ContactPoint
from hantong.praise.models import MayorWord, Praise
from hantong.reports.models import Tally
from hantong.written.actions import note_forgotten
from hantong.written.models import Waiting

NOW = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # Thursday 02:00 in Seoul


class TestALoadedHouse(TestCase):
    """Loaded once for all stories."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Load the small demonstration."""
        load(at=NOW, size=SMALL)
        note_forgotten(at=NOW)

    def test_every_history_proves_itself(self) -> None:
        found = verify_histories()
        assert found.broken is None
        assert found.cases == Case.objects.count() > 200

    def test_what_rows_point_to_is_there(self) -> None:
        connection.check_constraints()

    def test_the_tallies_are_those_of_the_rows(self) -> None:
        tallied = Tally.objects.filter(kind=Tally.Kind.CONTACTS, heading=Tally.Heading.CHANNEL)
        assert dict(tallied.values_list("key").annotate(total=Sum("count")).values_list("key", "total")) == dict(
            Contact.objects.values_list("channel").annotate(total=Count("pk")).values_list("channel", "total")
        )

    def test_each_promise_is_the_one_that_the_house_makes(self) -> None:
        running = Case.objects.filter(waiting_since=None).select_related("service")
        assert {case.number: case.due_at for case in running} == {case.number: due_again(case) for case in running}

    def test_each_matter_went_where_the_rules_send_it(self) -> None:
        for case in Case.objects.select_related("service").order_by("said_at")[:60]:
            way = find_route(
                service=case.service,
                jurisdiction=case.jurisdiction_id,
                place=case.place_id,
                channel=case.channel,
                band=case.band,
            )
            assert case.routed_by["department"] == str(way.department)

    def test_bands_are_those_of_the_clock(self) -> None:
        clocks = directory().clocks
        for contact in Contact.objects.all():
            assert contact.band == clocks[contact.jurisdiction_id].band(contact.said_at).code

    def test_nothing_lies_in_the_future_and_no_offer_is_past_its_time(self) -> None:
        assert not History.objects.filter(at__gt=NOW).exists()
        assert not Contact.objects.filter(recorded_at__gt=NOW).exists()
        assert not HandOver.objects.expired(NOW).exists()

    def test_every_matter_is_found_by_its_words(self) -> None:
        assert CaseText.objects.count() == Case.objects.count()

    def test_the_province_has_its_towns_institutions_and_places(self) -> None:
        assert Jurisdiction.objects.filter(kind="city").count() == 28
        assert Jurisdiction.objects.filter(kind="county").count() == 3
        assert len(towns()) == 31
        assert len(partners()) == 23
        kinds = [place.kind for place in directory().places.values()]
        assert (kinds.count("station"), kinds.count("visiting_team"), kinds.count("subway")) == (5, 10, 1)

    def test_no_telephone_is_anybodys(self) -> None:
        phones = ContactPoint.objects.filter(kind="phone")
        assert phones.exists()
        assert not phones.exclude(value__startswith="+82100").exists()
        assert not ContactPoint.objects.filter(kind="email").exclude(value__endswith="@jumin.example").exists()

    def test_a_visitor_signs_in_and_finds_work_waiting(self) -> None:
        jiwoo = Staff.objects.get(email=f"jiwoo@{staff.DOMAIN}")
        assert jiwoo.check_password(staff.PASSWORD)
        person = directory().person(jiwoo, at=NOW)
        assert {"declined", "accepted"} <= set(Alert.objects.for_person(person).unseen().values_list("kind", flat=True))
        assert HandOver.objects.offered_to(person).exists()
        assert Case.objects.open().filter(owner=jiwoo).exists()

    def test_every_written_channel_has_something_to_answer(self) -> None:
        assert set(Waiting.objects.values_list("channel", flat=True)) >= {"email", "sms", "kakao", "social"}

    def test_one_resident_is_one_matter_over_four_channels(self) -> None:
        case = Case.objects.get(resident__name=letters()["thread"]["name"])
        assert list(case.contacts.order_by("said_at").values_list("channel", flat=True)) == [
            "web",
            "email",
            "sms",
            "phone",
        ]

    def test_the_governors_line_praises_whom_residents_name(self) -> None:
        jiwoo = Staff.objects.get(email=f"jiwoo@{staff.DOMAIN}")
        assert Praise.objects.filter(staff=jiwoo, why=Praise.Why.NAME).exists()
        assert set(MayorWord.objects.values_list("kind", flat=True)) >= {"praise", "complaint", "both"}

    def test_machines_and_floods_are_set_apart(self) -> None:
        reasons = set(RawArrival.objects.set_apart().values_list("reason", flat=True))
        assert {"automatic", "flood"} <= reasons
        assert not RawArrival.objects.filter(state=RawArrival.State.FAILED).exists()

    def test_nobody_else_has_a_password(self) -> None:
        known = {f"{each.address}@{staff.DOMAIN}" for each in staff.ACCOUNTS}
        for each in Staff.objects.all():
            assert each.has_usable_password() == (each.email in known)

    def test_the_same_seed_plays_the_same_days(self) -> None:
        house = staff._house(list(Post.objects.select_related("place").order_by("starts_at", "pk")))

        def numbers() -> list[tuple[str, str, datetime | None]]:
            world = World.of(house=house, random=Random(5), now=NOW)
            season = actions._played(world, NOW.replace(day=1), SMALL)
            return [(each.number, each.text, each.due_at) for each in season.stories]

        assert numbers() == numbers()

    def test_a_house_at_work_is_left_alone(self) -> None:
        before = Case.objects.count()
        with pytest.raises(NotEmpty):
            load(at=NOW, size=SMALL)
        assert Case.objects.count() == before
