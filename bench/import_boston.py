"""Bringing 210,042 real cases in with their history, beside plain COPY of the same rows into bare tables."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from bench.setting import Figure, bench_database, say

LIMIT_PER_S = 14_000
PEER_BATCHES = 12
CHECKOUT = Path(__file__).resolve().parents[1]
MAPPING = CHECKOUT / "src/hantong/imports/tests/mappings/boston_open311.yaml"
SHARED = Path(os.environ.get("HANTONG_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
FILE = SHARED / "real/boston_open311/boston_open311_2008_2017.csv.gz"


@contextmanager
def _fresh_database() -> Iterator[None]:
    """Begin with an empty database each time: what is there already would not come in again."""
    import psycopg

    from hantong.embedded.server import EmbeddedServer, var_folder

    server = EmbeddedServer(var_folder())
    server.start()
    with psycopg.connect(server.url("postgres", role="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bench_import WITH (FORCE)")
    with bench_database("bench_import"):
        yield


def main() -> None:
    """Measure and print; says so where the real records are absent."""
    if not FILE.exists():
        print(f"import of Boston: not measured, {FILE} is absent (HANTONG_SHARED_DATA names another folder)")
        return
    with _fresh_database():
        from django.utils import timezone

        from hantong.imports.actions import Wanted, bring_in
        from hantong.imports.crew import crew_of
        from hantong.imports.mapping import read_mapping

        wanted = Wanted(
            path=FILE, mapping=read_mapping(MAPPING.read_text()), zone="America/New_York", correction="none"
        )
        with tempfile.TemporaryDirectory() as folder, crew_of(2) as many:
            begun, before_s = time.perf_counter(), _processor_s()
            _run, progress = bring_in(
                wanted=wanted,
                refused_path=Path(folder) / "refused.csv",
                by=None,
                at=timezone.now(),
                now=timezone.now,
                many=many,
            )
            seconds = time.perf_counter() - begun
        python_us = (_processor_s() - before_s) / progress.imported * 1e6
        rate = progress.imported / seconds
        bare = _bare_rate(wanted)
        say(
            Figure("import of Boston: cases", progress.imported, "cases", 210_042, at_most=False),
            Figure("import of Boston: time", seconds, "s", 15, note="with history, contacts, closures, tallies"),
            Figure("import of Boston: rate", rate, "cases/s", LIMIT_PER_S, at_most=False),
            Figure(
                "import of Boston: processor time of Python",
                python_us,
                "µs/case",
                100,
                note=f"all processes, the start of the writers included; load now {os.getloadavg()[0]:.1f}",
            ),
            Figure(
                "import of Boston: beside plain COPY",
                rate / bare,
                "of its rate",
                0.2,
                at_most=False,
                note=f"COPY of lines made before into bare tables, one connection: {bare:,.0f} cases/s",
            ),
        )


def _processor_s() -> float:
    """Give the processor time of this process and of those that it has waited for, in seconds."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _bare_rate(wanted: "object") -> float:
    """Copy lines that are ready into tables without indexes, constraints or triggers, and give cases per second."""
    import psycopg
    from django.utils import timezone

    from hantong.imports.actions.bringing_in import _prepared
    from hantong.imports.batch import BatchWriter
    from hantong.imports.connections import Address
    from hantong.imports.copy_fields import FIRST_BYTES, LAST_BYTES
    from hantong.imports.reading import rows_of
    from hantong.imports.sorting import Sorter

    source = wanted.opened()  # type: ignore[attr-defined]
    run = wanted.run(source, by=None, at=timezone.now())  # type: ignore[attr-defined]
    plan, resolver = _prepared(wanted, source, run, timezone.now())  # type: ignore[arg-type]
    with psycopg.connect(**Address.of_this_connection().parameters) as connection:  # type: ignore[arg-type]
        writer = BatchWriter(plan, connection, False, lambda refused: None)
        tables = (plan.cases, plan.history, plan.closures, plan.contacts)
        for place, table in enumerate(tables):
            connection.execute(f"CREATE TABLE bare_{place} AS SELECT * FROM {table.name} WHERE false".encode())
        connection.commit()
        cases, seconds = 0, 0.0
        batches = Sorter(resolver=resolver, header=source.header).batches(rows_of(source))
        for batch in islice(batches, PEER_BATCHES):
            scribe, reader = writer.scribe(batch.places), plan.reader()
            keys, _faults = reader.facts.keys(batch.rows)
            matters, _faults = reader.read(batch.rows, keys)
            scribe.write(matters)
            rows = scribe.rows
            cases += rows.matters
            texts = [
                b"".join((FIRST_BYTES, new, LAST_BYTES))
                for new in (rows.cases, rows.history, rows.closures, rows.contacts)
            ]
            begun = time.perf_counter()
            for place, (table, text) in enumerate(zip(tables, texts, strict=True)):
                statement = table.statement.replace(f'"{table.name}"', f"bare_{place}")
                with connection.cursor().copy(statement.encode()) as copy:
                    copy.write(text)
            connection.commit()
            seconds += time.perf_counter() - begun
    return cases / seconds


if __name__ == "__main__":
    main()
