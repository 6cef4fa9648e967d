"""(d) The mission's table S1: per place and time band, off-hours count and share, from raw rows and from the tallies."""

import os
import time
from collections.abc import Callable
from datetime import date

from bench.setting import Figure, bench_database, say

CONTACTS, ROUNDS = 5_000_000, 7


def _best_ms(ask: Callable[[], object]) -> float:
    """Give the median of some rounds after a first one that warms the caches."""
    ask()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[ROUNDS // 2]


def main() -> None:
    """Measure and print."""
    with bench_database(os.environ.get("HANTONG_BENCH_DB", "bench")):
        from django.db import connection

        from bench import world
        from hantong.contacts.models import Contact
        from hantong.kit.editions import turn
        from hantong.reports.cross_table import cross_table
        from hantong.reports.folding import fold
        from hantong.reports.models import Tally
        from hantong.reports.scope import Scope, rows_of

        world.build()
        if "--seed" in os.environ.get("HANTONG_BENCH_ARGS", ""):
            world.seed(CONTACTS)
        fold()
        count = Contact.objects.count()
        scope = Scope(kind=Tally.Kind.CONTACTS, first_day=date(2000, 1, 1), until_day=date(2100, 1, 1))

        def table(*, from_rows: bool) -> object:
            with turn():
                return cross_table(scope, Tally.Heading.PLACE, from_rows=from_rows)

        told, counted = table(from_rows=False), table(from_rows=True)
        if {key: each.counts for key, each in told.items()} != {key: each.counts for key, each in counted.items()}:  # type: ignore[attr-defined]
            raise SystemExit("the tallies and the rows do not agree")
        rows_ms, tallies_ms = _best_ms(lambda: table(from_rows=True)), _best_ms(lambda: table(from_rows=False))
        share = count / CONTACTS
        note = f"{count:,} contacts; limits are for {CONTACTS:,}"
        say(
            Figure("S1 table from raw rows", rows_ms, "ms", 1000 * min(1, share), note=f"{note}, here in proportion"),
            Figure("S1 table from the tallies", tallies_ms, "ms", 100, note=f"{note}; {Tally.objects.count():,} tallies"),
        )
        with connection.cursor() as cursor:
            asked, values = Contact.objects.filter(rows_of(scope)).values_list("place", "band").query.sql_with_params()
            cursor.execute(f"EXPLAIN (COSTS OFF) {asked}", values)
            print("# plan: " + " / ".join(row[0].strip() for row in cursor.fetchall()[:3]), flush=True)


if __name__ == "__main__":
    main()
