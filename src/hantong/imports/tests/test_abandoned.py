"""A file that somebody uploaded and never brought in goes after a week; everything else stays."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from hantong.access.models import Staff
from hantong.imports.actions import forget_abandoned, upload, waiting_uploads
from hantong.imports.models import ImportRun
from hantong.imports.stored import refused_path, uploaded_path
from hantong.project import doctor_data
from hantong.project.cast import NOON, Province

DAY = timedelta(days=1)
FILE = (b"number,opened\n1,2026-03-01 10:00\n",)


def uploaded(admin: Staff, *, at: datetime) -> ImportRun:
    run = upload(name="cases.csv", content=FILE, jurisdiction="suwon", zone="Asia/Seoul", by=admin, at=at)
    touch(uploaded_path(run), at)
    return run


def touch(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_it_stays_a_week_and_is_gone_then(province: Province, admin: Staff) -> None:
    run = uploaded(admin, at=NOON)
    assert forget_abandoned(at=NOON + 6 * DAY) == 0
    assert uploaded_path(run).exists()
    assert forget_abandoned(at=NOON + 7 * DAY) == 1
    assert not uploaded_path(run).exists()
    assert not ImportRun.objects.exists()


def test_what_is_being_brought_in_or_was_stays(province: Province, admin: Staff) -> None:
    begun, done = uploaded(admin, at=NOON), uploaded(admin, at=NOON)
    ImportRun.objects.filter(pk=begun.pk).update(started_at=NOON)
    ImportRun.objects.filter(pk=done.pk).update(started_at=NOON, finished_at=NOON + DAY)
    refused_path(done).write_text("number\n1\n")
    assert forget_abandoned(at=NOON + 30 * DAY) == 1, "a file that its import left behind"
    assert uploaded_path(begun).exists()
    assert not uploaded_path(done).exists()
    assert refused_path(done).exists()
    assert ImportRun.objects.count() == 2


def test_a_file_whose_row_is_gone_goes_too(province: Province, admin: Staff) -> None:
    run = uploaded(admin, at=NOON)
    path = uploaded_path(run)
    ImportRun.objects.all().delete()
    assert forget_abandoned(at=NOON + DAY) == 0
    assert forget_abandoned(at=NOON + 8 * DAY) == 1
    assert not path.exists()


def test_the_doctor_counts_them_and_minds_when_nobody_removes_them(province: Province, admin: Staff) -> None:
    assert doctor_data.uploads(NOON) == (True, "none wait")
    uploaded(admin, at=NOON)
    is_well, words = doctor_data.uploads(NOON + DAY)
    assert is_well
    assert words.startswith("1 wait to be brought in")
    assert doctor_data.uploads(NOON + 9 * DAY) == (False, "1 of 1 should be gone: do the jobs run?")
    assert len(list(waiting_uploads())) == 1
