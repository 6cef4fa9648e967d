"""The machine that a figure is measured on, and the lines that it is printed in."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One figure beside its limit; `at_most` says on which side of the limit it should be."""

    name: str
    value: float
    unit: str
    limit: float
    at_most: bool = True
    note: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether the figure is on the right side."""
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def line(self) -> str:
        """Give the figure, its limit and their ratio."""
        sign = "≤" if self.at_most else "≥"
        ratio = self.value / self.limit if self.limit else 0.0
        word = "reached" if self.is_reached else "NOT reached"
        note = f"  ({self.note})" if self.note else ""
        return f"{self.name:<52} {self.value:>12,.2f} {self.unit:<12} limit {sign} {self.limit:,g}  ratio {ratio:.2f}  {word}{note}"


def say(*figures: Figure) -> None:
    """Print figures."""
    for figure in figures:
        print(figure.line(), flush=True)


def machine() -> str:
    """Say what machine this is, without naming it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}, load before {load:.1f}"
    )


@contextmanager
def bench_database(name: str = "bench") -> Iterator[None]:
    """Run with a database of its own on the embedded server (or HANTONG_BENCH_URL), migrated."""
    from hantong.embedded.server import EmbeddedServer, var_folder

    if url := os.environ.get("HANTONG_BENCH_URL"):
        os.environ["HANTONG_DATABASE_URL"] = url
    else:
        server = EmbeddedServer(var_folder())
        server.start()
        server.ensure_database(name)
        os.environ["HANTONG_DATABASE_URL"] = server.url(name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hantong.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    print(f"# {Path(sys.argv[0]).stem}: {machine()}; PostgreSQL {connection.pg_version // 10000}", flush=True)
    yield
    connection.close()
