"""What can happen to the demonstration: it is loaded, once, into an empty house."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from hantong.access.actions import audit
from hantong.access.models import AuditEntry
from hantong.demonstration.catalogue_pages import catalogue_pages
from hantong.demonstration.crowd import crowd
from hantong.demonstration.founding import found_catalogue, found_offices
from hantong.demonstration.material import towns
from hantong.demonstration.offices_book import offices_book
from hantong.demonstration.rhythm import Year
from hantong.demonstration.rules import set_rules, set_templates
from hantong.demonstration.season import Season
from hantong.demonstration.staff import House, employ
from hantong.demonstration.tonight import play_tonight
from hantong.demonstration.ways_in import arrivals
from hantong.demonstration.world import World
from hantong.demonstration.writing import Books, write_contacts, write_residents
from hantong.demonstration.written_tonight import play_letters
from hantong.imports.connections import MAY_SKIP
from hantong.kit.editions import forget_edition, turn
from hantong.offices.directory import directory
from hantong.offices.models import Jurisdiction

SEED = 20_100_301
LOADED = "demonstration.loaded"
BOOKS_AT_ONCE = 5000
Tell = Callable[[str], None]


class NotEmpty(Exception):
    """Somebody works with this database: the demonstration is loaded into an empty one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is played."""

    contacts: int
    days: int
    residents: int


WHOLE = Size(contacts=62_000, days=365, residents=9_000)
SMALL = Size(contacts=600, days=40, residents=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was written."""

    contacts: int
    matters: int
    residents: int


def is_loaded() -> bool:
    """Tell whether this database is the demonstration."""
    return AuditEntry.objects.filter(verb=LOADED).exists()


def load(*, at: datetime, size: Size = WHOLE, seed: int = SEED, tell: Tell = lambda line: None) -> Loaded:
    """Load the province and its past, ending at `at`, in one transaction. Raises NotEmpty."""
    random = Random(seed)
    with turn(), transaction.atomic():
        if Jurisdiction.objects.exists():
            raise NotEmpty
        starts_at = at.replace(minute=0, second=0, microsecond=0) - timedelta(days=size.days)
        tell("offices, services and staff")
        house = _house(random, since=starts_at - timedelta(days=30))
        tell("conversations and matters")
        loaded = _past(World.of(house=house, random=random, now=at), starts_at, size, tell)
        tell("the work of this night")
        play_letters(play_tonight(at=at))
        details = {"contacts": loaded.contacts, "matters": loaded.matters, "seed": seed}
        audit(verb=LOADED, subject="house", details=details, by=None, at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return loaded


def _house(random: Random, *, since: datetime) -> House:
    found_offices(offices_book())
    found_catalogue(catalogue_pages())
    house = employ(random=random, since=since)
    set_rules(at=since)
    set_templates(at=since)
    forget_edition()
    return house


def _past(world: World, starts_at: datetime, size: Size, tell: Tell) -> Loaded:
    gc.disable()  # millions of small things are made and kept: looking for garbage among them takes a third of the time
    try:
        season = _played(world, starts_at, size)
        tell(f"writing {len(season.contacts):,} conversations and {len(season.stories):,} matters")
        with _without_looking_up_keys():
            write_residents(season.met.values())
            _write_stories(world, season)
            write_contacts(season.contacts)
    finally:
        gc.enable()
    return Loaded(contacts=len(season.contacts), matters=len(season.stories), residents=len(season.met))


@contextmanager
def _without_looking_up_keys() -> Iterator[None]:
    """Leave out the look-up of each foreign key where this role may: the keys were read or made in this transaction.

    The triggers that tally are set to fire always, and do.
    """
    with connection.cursor() as cursor:
        cursor.execute(MAY_SKIP)
        may_skip = cursor.fetchone()[0]
        if may_skip:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if may_skip:
            cursor.execute("SET LOCAL session_replication_role = origin")


def _played(world: World, starts_at: datetime, size: Size) -> Season:
    clock = world.clock
    year = Year(starts_at=starts_at, until=world.now, zone=clock.zone, calendar=clock.calendar, band=clock.band)
    codes = directory().jurisdiction_codes
    everybody = sum(town.residents_k for town in towns())
    sizes = [(codes[town.code].pk, max(3, size.residents * town.residents_k // everybody)) for town in towns()]
    season = Season(world, crowd(sizes=sizes, since=starts_at, random=world.random))
    for arrival in arrivals(count=size.contacts, year=year, random=world.random):
        season.live(arrival)
    return season


def _write_stories(world: World, season: Season) -> None:
    """In the order of their beginning, so that what a matter points to stands before it."""
    for start in range(0, len(season.stories), BOOKS_AT_ONCE):
        books = Books(world)
        for story in season.stories[start : start + BOOKS_AT_ONCE]:
            books.enter(story)
        books.write()
