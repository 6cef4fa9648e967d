"""The rules as data: changed by verbs, read once per edition, tried on past matters, and explained."""

from uuid import UUID

import pytest
from django.utils.translation import override

from hantong.access.models import AuditEntry, Staff
from hantong.cases.actions import ruling
from hantong.cases.models import Case, RoutingRule
from hantong.cases.rerouting import Diversion, compare, kinds_of, with_rule
from hantong.cases.rule_book import find_route, rules
from hantong.cases.rule_facts import RuleFacts, as_rule, rule_facts
from hantong.cases.tests.conftest import Opener
from hantong.cases.why_here import why_here
from hantong.kit.editions import turn
from hantong.kit.ids import new_id
from hantong.offices.bands import Band
from hantong.offices.facts import mark_of
from hantong.offices.refusals import NameMissing, StaleEdit
from hantong.project.cast import LONG_AGO, NOON, Province

LATER = NOON.replace(year=2027)


def at_night(province: Province) -> RuleFacts:
    return RuleFacts(
        names={"ko": "야간은 언제나 민원실", "en": "Nights to the centre"},
        department=province.centre.pk,
        jurisdiction=province.suwon.pk,
        bands=(Band.NIGHT.code,),
    )


def to_roads(province: Province) -> RuleFacts:
    return RuleFacts(names={"ko": "웹은 도로과"}, department=province.roads.pk, channel="web")


def destination(province: Province, *, band: Band = Band.DAY, channel: str = "web") -> UUID:
    return find_route(
        service=province.parking, jurisdiction=province.suwon.pk, place=None, channel=channel, band=band.code
    ).department


def test_a_rule_holds_from_now_on(province: Province, admin: Staff) -> None:
    with turn():
        assert destination(province, band=Band.NIGHT) == province.suwon_parking.pk
        ruling.add_rule(facts=at_night(province), by=admin, at=NOON)
        assert destination(province, band=Band.NIGHT) == province.centre.pk
        assert destination(province, band=Band.DAY) == province.suwon_parking.pk


def test_a_rule_out_of_force_is_not_asked(province: Province, admin: Staff) -> None:
    row = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    facts = to_roads(province)
    idle = RuleFacts(names=facts.names, department=facts.department, channel=facts.channel, is_active=False)
    ruling.change_rule(rule=row, facts=idle, by=admin, at=NOON)
    assert rules() == ()
    assert destination(province) == province.suwon_parking.pk


def test_a_rule_needs_a_korean_name(province: Province, admin: Staff) -> None:
    with pytest.raises(NameMissing):
        ruling.add_rule(facts=RuleFacts(names={"en": "x"}, department=province.roads.pk), by=admin, at=NOON)


def test_a_stale_rule_is_not_saved(province: Province, admin: Staff) -> None:
    row = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    seen = mark_of(rule_facts(row))
    ruling.change_rule(rule=row, facts=at_night(province), seen=seen, by=admin, at=NOON)
    with pytest.raises(StaleEdit):
        ruling.change_rule(rule=row, facts=to_roads(province), seen=seen, by=admin, at=NOON)


def test_rules_change_places_and_stay_in_order(province: Province, admin: Staff) -> None:
    first = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    second = ruling.add_rule(facts=at_night(province), by=admin, at=NOON)
    assert destination(province, band=Band.NIGHT) == province.roads.pk
    ruling.move_rule(rule=second, upwards=True, by=admin, at=NOON)
    assert destination(province, band=Band.NIGHT) == province.centre.pk
    ruling.move_rule(rule=second, upwards=True, by=admin, at=NOON)
    ruling.remove_rule(rule=second, by=admin, at=NOON)
    assert list(RoutingRule.objects.values_list("pk", "rank")) == [(first.pk, 1)]
    assert list(AuditEntry.objects.order_by("n").values_list("verb", flat=True)) == [
        "rule.added",
        "rule.added",
        "rule.moved",
        "rule.removed",
    ]


def test_a_changed_rule_is_tried_on_past_matters(province: Province, opener: Opener) -> None:
    for _each in range(3):
        opener()
    opener(jurisdiction=province.uijeongbu.pk)
    kinds = kinds_of(Case.objects.all(), starts_at=LONG_AGO, ends_at=LATER)
    assert sorted(kind.count for kind in kinds) == [1, 3]
    changed = as_rule(to_roads(province), key=new_id(), rank=1)
    found = compare(kinds, with_rule(changed, is_active=True))
    assert (found.total, found.diverted) == (4, 4)
    assert found.diversions == (
        Diversion(before=province.suwon_parking.pk, after=province.roads.pk, count=3),
        Diversion(before=province.uijeongbu_office.pk, after=province.roads.pk, count=1),
    )


def test_taking_a_rule_out_of_force_is_tried_too(province: Province, admin: Staff, opener: Opener) -> None:
    row = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    opener()
    kinds = kinds_of(Case.objects.all(), starts_at=LONG_AGO, ends_at=LATER)
    found = compare(kinds, with_rule(as_rule(rule_facts(row), key=row.pk, rank=row.rank), is_active=False))
    assert found.diversions == (Diversion(before=province.roads.pk, after=province.suwon_parking.pk, count=1),)


def test_matters_outside_the_period_do_not_count(province: Province, opener: Opener) -> None:
    opener()
    assert kinds_of(Case.objects.all(), starts_at=LONG_AGO, ends_at=NOON) == []


def test_a_matter_remembers_why_it_is_here(province: Province, admin: Staff, opener: Opener) -> None:
    ruling.add_rule(facts=at_night(province), by=admin, at=NOON)
    kept = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    case = opener()
    with override("en"):
        why = why_here(case.routed_by)
    assert why is not None
    assert (why.rule, why.reason) == (str(kept.pk), "The rule “웹은 도로과” fits.")
    assert [(passed.name, passed.because) for passed in why.passed] == [
        ("Nights to the centre", "it was said at another time of day")
    ]


def test_a_rule_that_is_gone_is_still_spoken_of(province: Province, admin: Staff, opener: Opener) -> None:
    row = ruling.add_rule(facts=to_roads(province), by=admin, at=NOON)
    case = opener()
    ruling.remove_rule(rule=row, by=admin, at=NOON)
    with override("en"):
        why = why_here(case.routed_by)
    assert why is not None
    assert (why.reason, why.rule) == ("A rule fitted that is gone by now.", "")


def test_a_matter_that_remembers_nothing_says_nothing() -> None:
    assert why_here({}) is None
