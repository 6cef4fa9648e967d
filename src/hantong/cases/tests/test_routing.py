"""Where a matter goes: the first rule that fits, else who is responsible, else the front office."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hantong.cases.routing import CONDITIONS, Duty, NoRoute, Question, Rule, nearest, route, unmet

PROVINCE, SUWON, YEOJU = uuid4(), uuid4(), uuid4()
STATION, TRAIN = uuid4(), uuid4()
PARKING, NOISE = uuid4(), uuid4()
ROADS, NIGHT_DESK, FRONT = uuid4(), uuid4(), uuid4()
DAY, NIGHT = 1, 3
ASKED = Question(
    service=PARKING, group="roads", jurisdictions=(SUWON, PROVINCE), place=STATION, channel="phone", band=NIGHT
)
FITTING: dict[str, Any] = {
    "service": PARKING,
    "group": "roads",
    "jurisdiction": SUWON,
    "place": STATION,
    "channel": "phone",
    "bands": frozenset({NIGHT}),
}
FAILING: dict[str, Any] = {
    "service": NOISE,
    "group": "welfare",
    "jurisdiction": YEOJU,
    "place": TRAIN,
    "channel": "web",
    "bands": frozenset({DAY}),
}


def rule(rank: int = 1, department: UUID = ROADS, **conditions: Any) -> Rule:  # noqa: ANN401
    return Rule(id=uuid4(), rank=rank, department=department, **conditions)


def test_a_rule_without_conditions_fits_always() -> None:
    assert unmet(rule(), ASKED) == ""


@pytest.mark.parametrize("name", FITTING)
def test_each_condition_holds_or_fails_by_itself(name: str) -> None:
    assert unmet(rule(**{name: FITTING[name]}), ASKED) == ""
    assert unmet(rule(**{name: FAILING[name]}), ASKED) == name.removesuffix("s")


@given(st.sets(st.sampled_from(sorted(FAILING))))
def test_the_condition_that_failed_first_is_named(failing: set[str]) -> None:
    given_rule = rule(**{name: FAILING[name] if name in failing else FITTING[name] for name in FITTING})
    first = next((name for name in CONDITIONS if name in {each.removesuffix("s") for each in failing}), "")
    assert unmet(given_rule, ASKED) == first


def test_a_jurisdiction_stands_for_all_below_it() -> None:
    assert unmet(rule(jurisdiction=PROVINCE), ASKED) == ""


def test_a_rule_for_a_service_does_not_fit_a_matter_without_one() -> None:
    nothing_known = replace(ASKED, service=None, group=None)
    assert unmet(rule(service=PARKING), nothing_known) == "service"
    assert unmet(rule(group="roads"), nothing_known) == "group"


def test_the_lowest_rank_that_fits_decides_and_the_others_before_it_are_passed_over() -> None:
    elsewhere, night, later = rule(1, channel="web"), rule(2, NIGHT_DESK, bands=frozenset({NIGHT})), rule(3)
    way = route(ASKED, rules=[later, night, elsewhere], duties=[], front_office=FRONT)
    assert (way.department, way.ground, way.rule) == (NIGHT_DESK, "rule", night.id)
    assert [(passed.rule, passed.because) for passed in way.passed] == [(elsewhere.id, "channel")]


def test_without_a_rule_who_is_responsible_answers() -> None:
    way = route(ASKED, rules=[rule(channel="web")], duties=[Duty(department=ROADS)], front_office=FRONT)
    assert (way.department, way.ground, len(way.passed)) == (ROADS, "duty", 1)


def test_without_anybody_the_front_office_answers() -> None:
    elsewhere = Duty(department=ROADS, jurisdiction=YEOJU)
    way = route(ASKED, rules=[], duties=[elsewhere], front_office=FRONT)
    assert (way.department, way.ground) == (FRONT, "front_office")


def test_nowhere_is_refused_aloud() -> None:
    with pytest.raises(NoRoute):
        route(ASKED, rules=[], duties=[], front_office=None)


def test_the_most_particular_duty_answers() -> None:
    everywhere = Duty(department=uuid4())
    province, suwon = Duty(department=uuid4(), jurisdiction=PROVINCE), Duty(department=uuid4(), jurisdiction=SUWON)
    station, train = Duty(department=uuid4(), place=STATION), Duty(department=uuid4(), place=TRAIN)
    ranked = [train, everywhere, province, suwon, station]
    assert nearest(ranked, ASKED) == station
    assert nearest(ranked[:4], ASKED) == suwon
    assert nearest(ranked[:3], ASKED) == province
    assert nearest(ranked[:2], ASKED) == everywhere
    assert nearest(ranked[:1], ASKED) is None
