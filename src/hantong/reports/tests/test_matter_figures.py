"""Times, promises, endings, hand-overs and who answers for what: each with its denominator."""

from datetime import date, timedelta

import pytest

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.offices.bands import Band
from hantong.project.cast import NOON, Province
from hantong.reports.models import Tally
from hantong.reports.outcomes import answered_at_once, end_states, reopened, transfers
from hantong.reports.promises import kept_promises
from hantong.reports.scope import Scope
from hantong.reports.tests.conftest import NIGHT, a_contact, a_matter, settled
from hantong.reports.times import time_to_first_answer, time_to_settlement
from hantong.reports.workload import departments, owners

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = Scope(kind=Tally.Kind.MATTERS, first_day=date(2026, 3, 1), until_day=date(2026, 4, 1))


def test_nobody_answered_yet_is_no_time_at_all(web_matter: Case) -> None:
    found = time_to_first_answer(MARCH)[""]
    assert (found.count, found.median, found.p90) == (0, None, None)


def test_half_and_nine_of_ten_were_answered_and_settled_within(province: Province) -> None:
    for n in range(1, 11):
        settled(province, after=n * DAY, first_answered_at=NOON + n * HOUR)
    a_matter(province)
    answered, closed = time_to_first_answer(MARCH)[""], time_to_settlement(MARCH)[""]
    assert (answered.count, answered.median, answered.p90) == (10, 5.5 * HOUR, timedelta(hours=9, minutes=6))
    assert (closed.count, closed.median) == (10, 5.5 * DAY)


def test_times_are_told_apart_by_service_and_band(province: Province) -> None:
    settled(province, after=DAY)
    settled(province, after=3 * DAY, service_id=province.pothole.pk, band=Band.NIGHT.code)
    by_service, by_band = time_to_settlement(MARCH, "service"), time_to_settlement(MARCH, "band")
    assert by_service[str(province.pothole.pk)].median == 3 * DAY
    assert by_band[str(Band.NIGHT.code)].median == 3 * DAY
    assert by_band[str(Band.DAY.code)].median == DAY


def test_open_and_late_is_told_apart_from_kept_and_broken(province: Province) -> None:
    settled(province, after=DAY)
    settled(province, after=7 * DAY)
    settled(province, after=9 * DAY)
    a_matter(province, closed_at=NOON, end_state="done", due_at=None)
    a_matter(province, due_at=NOON + DAY)
    a_matter(province, due_at=NOON + DAY, waiting_since=NOON)
    found = kept_promises(MARCH, at=NOON + 2 * DAY)[""]
    assert (found.promised_count, found.kept_count, found.broken_count, found.overdue_count) == (3, 2, 1, 1)
    assert found.kept_share == pytest.approx(2 / 3)


def test_no_promise_is_no_share(province: Province) -> None:
    assert kept_promises(MARCH, at=NOON)[""].kept_share is None


def test_reopened_is_out_of_those_once_settled(province: Province) -> None:
    settled(province, after=DAY, reopenings=2)
    settled(province, after=DAY)
    a_matter(province, reopenings=1)
    a_matter(province)
    found = reopened(MARCH)[""]
    assert (found.count, found.of_count) == (2, 3)


def test_hand_overs_are_out_of_all_matters(province: Province) -> None:
    a_matter(province, hand_overs=3)
    a_matter(province, hand_overs=0)
    found = transfers(MARCH)[""]
    assert (found.hand_overs_count, found.matters_count, found.per_matter) == (3, 2, 1.5)


def test_every_end_is_named_and_the_parts_make_the_whole(province: Province) -> None:
    for end in ("done", "done", "cannot", "not_ours"):
        settled(province, after=DAY, end_state=end)
    found = end_states(MARCH)
    assert (found[Case.EndState.DONE].count, found[Case.EndState.DONE].share) == (2, 0.5)
    assert found[Case.EndState.WITHDRAWN].count == 0
    assert sum(part.share or 0 for part in found.values()) == 1


def test_answered_at_once_is_out_of_all_contacts(province: Province) -> None:
    a_contact(province, NIGHT, Band.NIGHT)
    a_contact(province, NIGHT, Band.NIGHT, outcome="gave_up")
    a_contact(province, NIGHT, Band.NIGHT, place=province.call_centre)
    assert answered_at_once(MARCH)[""].share == pytest.approx(2 / 3)
    assert answered_at_once(MARCH, "place")[str(province.call_centre.pk)].share == 1


def test_departments_and_owners_answer_for_their_own(province: Province, jiwoo: Staff) -> None:
    late = {"due_at": NOON + DAY, "owner_unit_id": province.roads.pk, "owner_id": jiwoo.pk}
    a_matter(province, **late)
    settled(province, after=2 * DAY)
    by_unit, by_owner = departments(MARCH, at=NOON + 2 * DAY), owners(MARCH, at=NOON + 2 * DAY)
    roads, parking = by_unit[str(province.roads.pk)], by_unit[str(province.suwon_parking.pk)]
    assert (roads.open_count, roads.overdue_count, roads.settled_count, roads.median) == (1, 1, 0, None)
    assert (parking.settled_count, parking.median, parking.kept_share) == (1, 2 * DAY, 1)
    assert by_owner[str(jiwoo.pk)].overdue_count == 1
    assert by_owner[""].count == 1
