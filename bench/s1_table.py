"""(d) The mission's table S1: per place and time band, off-hours count and share, from raw rows and from the tallies."""

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from bench.setting import Figure, bench_database, say

if TYPE_CHECKING:
    from hantong.reports.band_table import BandTable

CONTACTS, ROUNDS = 5_000_000, 7


def _usual_ms(ask: Callable[[], object]) -> float:
    """Give the median of some rounds after a first one that warms the caches."""
    ask()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[ROUNDS // 2]


def _same(told: dict[tuple[str, ...], "BandTable"], counted: dict[tuple[str, ...], "BandTable"]) -> bool:
    return {key: each.counts for key, each in told.items()} == {key: each.counts for key, each in counted.items()}


def _plan() -> str:
    from django.db import connection

    asked = "SELECT place_id, band, count(*) FROM contacts_contact WHERE said_at >= %s AND said_at < %s GROUP BY 1, 2"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (COSTS OFF) {asked}", [date(2000, 1, 1), date(2100, 1, 1)])
        steps = [row[0].strip() for row in cursor.fetchall()]
    return next((step for step in steps if " Scan" in step), steps[0])


def measure() -> None:
    """Measure both ways in the same run and print them beside their limits."""
    from hantong.contacts.models import Contact
    from hantong.kit.editions import turn
    from hantong.reports.cross_table import cross_table
    from hantong.reports.models import Tally
    from hantong.reports.scope import Scope

    scope = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2000, 1, 1), until_day=date(2100, 1, 1))

    def table(*, from_rows: bool) -> dict[tuple[str, ...], "BandTable"]:
        with turn():
            return cross_table(scope, Tally.Heading.PLACE, from_rows=from_rows)

    if not _same(table(from_rows=False), table(from_rows=True)):
        raise SystemExit("the tallies and the rows do not agree")
    count = Contact.objects.count()
    limit_ms = 1000 * min(1.0, count / CONTACTS)
    rows_note = f"{count:,} contacts; the limit of 1 s is for {CONTACTS:,}, here in proportion"
    say(
        Figure("S1 table from raw rows", _usual_ms(lambda: table(from_rows=True)), "ms", limit_ms, note=rows_note),
        Figure(
            "S1 table from the tallies",
            _usual_ms(lambda: table(from_rows=False)),
            "ms",
            100,
            note=f"{count:,} contacts, {Tally.objects.count():,} tallies",
        ),
    )
    print(f"# plan of the raw rows: {_plan()}", flush=True)


def main() -> None:
    """Measure the matters that are there; `python -m bench.seed 5000000` makes as many as the limit is for."""
    with bench_database():
        from bench import world
        from hantong.reports.folding import fold

        world.build()
        fold()
        measure()


if __name__ == "__main__":
    main()
