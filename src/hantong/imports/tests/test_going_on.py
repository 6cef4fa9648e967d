"""An import that is killed goes on where it was: real processes, real kills, a database that is really committed to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from hantong.cases.chain_check import verify_histories
from hantong.cases.models import Case, CaseText, Closure, History
from hantong.contacts.models import Contact
from hantong.imports.actions import Wanted
from hantong.imports.crew import WriterDied, crew_of
from hantong.imports.mapping import as_mapping
from hantong.imports.models import ImportBatch, ImportRun
from hantong.imports.tests.exports_made import AT, brought_in, closed, export, mapping, refused_rows, row, wanted
from hantong.offices.models import Jurisdiction
from hantong.project.cast import Province

ROWS = 2_400
AT_ONCE = 150

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=False)

CHILD = """
import sys
from pathlib import Path
import django

def main():
    django.setup()
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[2]
    from django.db import connection
    connection.settings_dict["NAME"] = sys.argv[2]
    from hantong.imports.crew import crew_of
    from hantong.imports.tests.exports_made import brought_in, wanted
    with crew_of(2) as many:
        print("begun", flush=True)
        brought_in(wanted(Path(sys.argv[1]), batch_rows=150), many=many)

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def _emptied() -> Iterator[None]:
    """Empty what the import wrote, which keeps its histories from being deleted row by row."""
    yield
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in (CaseText, Closure, Contact, History, Case, ImportBatch, ImportRun)]
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


def big(path: Path) -> Path:
    """Write a file of some batches, with repeats and unknowns spread over it."""
    rows = [closed(f"A-{n:06}") if n % 3 else row(f"A-{n:06}") for n in range(ROWS)]
    for n in range(100, ROWS, 400):
        rows[n] = row(f"A-{n:06}", by="팩스")
        rows[n + 1] = rows[n + 2]
    return export(path, rows)


def small_steps(path: Path) -> Wanted:
    """Ask for the import of a file in many small batches."""
    return wanted(path, batch_rows=AT_ONCE)


def settled(path: Path) -> None:
    """Check that everything of the file is in, once."""
    bad = len(range(100, ROWS, 400))
    assert Case.objects.count() == Contact.objects.count() == ROWS - 2 * bad
    assert Closure.objects.count() == Case.objects.exclude(closed_at=None).count()
    assert verify_histories().is_whole
    refused = refused_rows(small_steps(path))
    assert len(refused) == len({line[0] for line in refused}) == bad


def test_processes_bring_in_the_same_as_one_connection(tmp_path: Path, province: Province, _emptied: None) -> None:
    path = big(tmp_path / "a.csv")
    with crew_of(2) as many:
        progress = brought_in(small_steps(path), many=many)
    bad = len(range(100, ROWS, 400))
    assert (progress.rows, progress.imported, progress.duplicates) == (ROWS, ROWS - 2 * bad, bad)
    settled(path)


def test_killed_in_the_middle_and_begun_again_it_completes(tmp_path: Path, province: Province, _emptied: None) -> None:
    path = big(tmp_path / "a.csv")
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    words = [sys.executable, str(script), str(path), connection.settings_dict["NAME"]]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hantong.project.settings"}
    kills = 0
    while kills < 2:
        child = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)
        _wait_for_another_batch(child)
        if child.poll() is not None:
            break
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        kills += 1
    assert kills >= 1, "the import was never caught in the middle"
    _wait_until_nobody_writes()
    progress = brought_in(small_steps(path))
    assert progress.rows == ROWS
    settled(path)


def _wait_for_another_batch(child: "subprocess.Popen[bytes]") -> None:
    before = ImportBatch.objects.count()
    while child.poll() is None and ImportBatch.objects.count() == before:
        time.sleep(0.01)


def _wait_until_nobody_writes() -> None:
    """The database notices the death of a client when it next reads from it."""
    mine = connection.settings_dict["NAME"]
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'",
                [mine],
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def test_a_writer_that_dies_is_told(tmp_path: Path, province: Province, _emptied: None) -> None:
    path = big(tmp_path / "a.csv")
    with crew_of(1) as many:
        os.kill(many.processes[0].pid or 0, signal.SIGKILL)
        with pytest.raises(WriterDied):
            brought_in(small_steps(path), many=many)
    assert brought_in(small_steps(path)).rows == ROWS
    settled(path)


def test_a_jurisdiction_that_the_mapping_describes_is_made(tmp_path: Path, _emptied: None) -> None:
    told = mapping().model_dump(mode="json", exclude_unset=True)
    told["jurisdiction"] = {
        "code": "salem",
        "create": {"names": {"en": "Salem"}, "zone": "America/New_York", "holidays": "US-MA"},
    }
    told["department"] = {"code": "desk", "create": {"names": {"en": "Desk"}}}
    path = export(tmp_path / "a.csv", [row("A-1", opened="2017-04-17 10:00:00")])
    order = Wanted(path=path, mapping=as_mapping(told), zone="America/New_York")
    brought_in(order)
    salem = Jurisdiction.objects.get(code="salem")
    assert (salem.zone_name, salem.holiday_code, salem.front_office and salem.front_office.code) == (
        "America/New_York",
        "US-MA",
        "desk",
    )
    assert Case.objects.get().time_band == "holiday", "Patriots' Day is one in Massachusetts"
    assert ImportRun.objects.get().started_at == AT
