"""Made-up times at which people act, for the tests of the clock check: no records, only shapes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hantong.imports.clock_check import Judgement, judge
from hantong.imports.hours_seen import Tally, hours_seen

ROUND_THE_CLOCK = (10, 6, 4, 3, 3, 7, 24, 55, 85, 80, 75, 70, 62, 60, 61, 58, 60, 65, 62, 53, 42, 34, 27, 18)
OFFICE_HOURS = (0,) * 9 + (90, 110, 100, 60, 90, 100, 95, 80, 50) + (0,) * 6
EVENINGS = (20, 9, 5, 3, 3, 4, 8, 12, 16, 20, 22, 25, 30, 30, 32, 35, 45, 60, 80, 95, 100, 95, 70, 40)
EARLY_RISERS = (1, 1, 2, 8, 40, 80, 95, 90, 80, 70, 60, 55, 50, 45, 40, 30, 20, 12, 8, 4, 2, 1, 1, 1)
ALL_ALIKE = (10,) * 24


def wall_times(weights: tuple[int, ...], *, count: int, seed: int) -> Iterator[datetime]:
    """Give local times over two years by the weights of the hours."""
    random = Random(seed)
    first = date(2024, 1, 1)
    for hour in random.choices(range(24), weights, k=count):
        day = first + timedelta(days=random.randrange(730))
        yield datetime(day.year, day.month, day.day, hour, random.randrange(60), random.randrange(60))


def midnight_batch(count: int, *, seed: int) -> Iterator[datetime]:
    """Give local times at midnight, as a nightly job makes them."""
    random = Random(seed)
    for _ in range(count):
        yield datetime(2024, 1, 1, 0, 0, random.randrange(40)) + timedelta(days=random.randrange(730))


def utc_taken_for_local(wall: datetime, zone: ZoneInfo) -> datetime:
    """Give the wall time that a file shows when its hours are UTC."""
    return wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def local_taken_for_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """Give the wall time that a file shows when local time was converted once too often."""
    return wall.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def judged(walls: Iterator[datetime], zone: ZoneInfo) -> Judgement:
    """Judge these wall times of `zone`."""
    tally = Tally()
    tally.add_all(wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls)
    return judge(hours_seen(tally, zone))
