"""Right clocks raise no alarm, wrong ones are found and named."""

from datetime import UTC, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from hantong.imports.clock_check import Judgement, Verdict, judge, without_spikes
from hantong.imports.hours_seen import Tally, hours_seen, share_outside
from hantong.imports.moments import LOCAL_READ_AS_UTC, UTC_READ_AS_LOCAL
from hantong.imports.tests.hours_made import (
    ALL_ALIKE,
    EARLY_RISERS,
    EVENINGS,
    OFFICE_HOURS,
    ROUND_THE_CLOCK,
    judged,
    local_taken_for_utc,
    midnight_batch,
    utc_taken_for_local,
    wall_times,
)

SEOUL, BOSTON, SYDNEY, KATHMANDU = map(
    ZoneInfo, ["Asia/Seoul", "America/New_York", "Australia/Sydney", "Asia/Kathmandu"]
)
ZONES = [SEOUL, BOSTON, SYDNEY, KATHMANDU]
SHAPES = {"round the clock": ROUND_THE_CLOCK, "office": OFFICE_HOURS, "evening": EVENINGS, "early": EARLY_RISERS}


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(8))
def test_a_right_clock_raises_no_alarm(zone: ZoneInfo, shape: str, seed: int) -> None:
    found = judged(wall_times(SHAPES[shape], count=6_000, seed=seed), zone)
    assert found.verdict is Verdict.FINE, found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [250, 1_000])
def test_few_rows_raise_no_alarm_by_chance(count: int, seed: int) -> None:
    found = judged(wall_times(ROUND_THE_CLOCK, count=count, seed=seed), BOSTON)
    assert found.verdict is Verdict.FINE


def test_a_nightly_batch_raises_no_alarm() -> None:
    walls = chain(wall_times(ROUND_THE_CLOCK, count=6_000, seed=1), midnight_batch(1_500, seed=1))
    found = judged(walls, BOSTON)
    assert found.verdict is Verdict.FINE
    assert found.spikes == ((0, 0),)


@pytest.mark.parametrize("zone", [BOSTON, SYDNEY, SEOUL], ids=str)
def test_utc_taken_for_local_time_is_found_and_named(zone: ZoneInfo) -> None:
    walls = (utc_taken_for_local(wall, zone) for wall in wall_times(ROUND_THE_CLOCK, count=6_000, seed=3))
    found = judged(walls, zone)
    assert (found.verdict, found.correction) == (Verdict.SHIFTED, UTC_READ_AS_LOCAL)


@pytest.mark.parametrize("zone", [BOSTON, SYDNEY, SEOUL], ids=str)
def test_local_time_taken_for_utc_is_found_and_named(zone: ZoneInfo) -> None:
    walls = (local_taken_for_utc(wall, zone) for wall in wall_times(ROUND_THE_CLOCK, count=6_000, seed=4))
    found = judged(walls, zone)
    assert (found.verdict, found.correction) == (Verdict.SHIFTED, LOCAL_READ_AS_UTC)


def test_it_says_by_how_many_hours_in_winter_and_summer() -> None:
    walls = (local_taken_for_utc(wall, BOSTON) for wall in wall_times(ROUND_THE_CLOCK, count=30_000, seed=5))
    found = judged(walls, BOSTON)
    assert found.hours_off == (-5.0, -4.0)
    assert "moved" in found.reasons


def test_office_hours_that_are_utc_are_found_by_the_change_of_the_clocks() -> None:
    walls = (utc_taken_for_local(wall, BOSTON) for wall in wall_times(OFFICE_HOURS, count=8_000, seed=6))
    found = judged(walls, BOSTON)
    assert (found.verdict, found.correction) == (Verdict.SHIFTED, UTC_READ_AS_LOCAL)
    assert found.reasons == ("moved",)


def test_a_batch_that_moves_with_summer_time_is_a_reason() -> None:
    walls = chain(wall_times(ROUND_THE_CLOCK, count=5_000, seed=7), midnight_batch(1_500, seed=7))
    found = judged((local_taken_for_utc(wall, BOSTON) for wall in walls), BOSTON)
    assert found.spikes == ((19, 20),)
    assert "spike" in found.reasons


def test_a_shift_that_nothing_explains_is_named_in_hours() -> None:
    weights = tuple(ROUND_THE_CLOCK[(hour - 12) % 24] for hour in range(24))
    found = judged(wall_times(weights, count=6_000, seed=8), KATHMANDU)
    assert found.verdict is Verdict.SHIFTED
    assert found.correction in {"-12:00", "+12:00", "-11:00", "+11:00"}


def test_hours_that_are_all_alike_cannot_be_judged() -> None:
    assert judged(wall_times(ALL_ALIKE, count=5_000, seed=9), SEOUL).verdict is Verdict.UNCLEAR


def test_nothing_at_all_cannot_be_judged() -> None:
    assert judge(hours_seen(Tally(), SEOUL)) == Judgement(verdict=Verdict.UNCLEAR)


def test_dates_without_an_hour_are_told() -> None:
    dates = [datetime(2025, 1, 1 + day % 28, tzinfo=SEOUL).astimezone(UTC) for day in range(300)]
    tally = Tally()
    tally.add_all(dates)
    assert judge(hours_seen(tally, SEOUL)).has_no_hours


def test_a_spike_is_levelled_and_a_busy_hour_stays() -> None:
    assert without_spikes((*(10,) * 12, 900, *(10,) * 11))[12] == 10
    assert without_spikes(ROUND_THE_CLOCK) == ROUND_THE_CLOCK


def test_the_share_outside_counts_both_ends_of_the_day() -> None:
    hours = (1,) * 24
    assert share_outside(hours, from_h=7, to_h=19) == 0.5
    assert share_outside((0,) * 24, from_h=7, to_h=19) is None
