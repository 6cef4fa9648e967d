"""Simulate a scenario: the same seed gives the same calls, whatever else is changed."""

from __future__ import annotations

import numpy as np

from hantong_planning.errors import whole
from hantong_planning.simulate.floor import LINES, Book, Floor
from hantong_planning.simulate.loop import run
from hantong_planning.simulate.problem import Scenario
from hantong_planning.simulate.results import Outcome, Tally
from hantong_planning.simulate.tables import Tables, empty_book, empty_floor, seed_key, tables


def simulate(scenario: Scenario, *, seed: int, replications: int = 20, trace: int = 0) -> Outcome:
    """Simulate `replications` independent copies of the scenario and return what happened in them.

    Parameters
    ----------
    scenario : Scenario
        Who comes, who is there, who serves whom.
    seed : int
        Names the random numbers. Scenarios with the same seed see the same calls (common random numbers): a call is drawn by seed,
        replication, class name, interval and number, and not by the order in which things happen.
    replications : int
        Independent copies; the confidence intervals come from them (with one there are none).
    trace : int
        How many lines, one per conversation, of the first replication to keep.

    Assumptions: nobody abandons during a conversation; counsellors finish their conversation before a break or the shift's end
    (`overtime`); after the last interval nobody arrives, the last level of staff stays and everybody who waits is served or gives up.
    Memory does not grow with calls or replications.

    When the result is wrong: where callers try again after giving up, where handling slows down under load, or where patience
    depends on what the announcement says; none of these is modelled.

    Source: the events are those of Gans, Koole and Mandelbaum, "Telephone call centers: tutorial, review, and research prospects",
    M&SOM 5 (2003), doi:10.1287/msom.5.2.79.16071; the synchronised streams are in Law, "Simulation Modeling and Analysis", ch. 11.

    Raises Nonsense.
    """
    whole("seed", seed)
    whole("replications", replications, least=1)
    known = tables(scenario)
    tally = Tally(scenario, known, seed)
    floor = _first_floor(scenario, known)
    book = empty_book(scenario, known.bands.size, whole("trace", trace))
    for replication in range(replications):
        floor = _run(scenario, known, floor, book, seed_key(seed, replication))
        tally.add(book)
        if replication == 0 and trace:
            tally.keep_trace(book.trace[: floor.whole[LINES]])
            book = empty_book(scenario, known.bands.size, 0)
    return tally.outcome()


def _first_floor(scenario: Scenario, known: Tables) -> Floor:
    people = sum(int(here.working.max()) for here in known.presences)
    calls = float(known.rules.rate.sum(axis=0).max())
    return empty_floor(scenario, known.rules, 1024 + 2 * people, 256 + int(2 * calls))


def _run(scenario: Scenario, known: Tables, floor: Floor, book: Book, key: np.uint64) -> Floor:
    """Run one replication; one that does not fit is run again from its beginning on a floor twice as large."""
    while not run(known.rules, floor, book, key):
        floor = empty_floor(scenario, known.rules, 2 * floor.room.free.size, 2 * floor.inbox.size)
    return floor
