"""Uploads that nobody brought in: found, and removed after a while, because they hold other people's data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from hantong.imports.models import ImportRun
from hantong.imports.stored import run_of, uploads

ABANDONED_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An uploaded file that is not being brought in; `run` is None where even its row is gone."""

    path: Path
    run: ImportRun | None
    touched_at: datetime

    def is_abandoned(self, at: datetime) -> bool:
        """Tell whether nobody has done anything with it for so long that it goes."""
        asked_at = max(self.run.made_at, self.touched_at) if self.run else self.touched_at
        return asked_at <= at - ABANDONED_AFTER


def waiting_uploads() -> Iterator[Waiting]:
    """Give every uploaded file that is not being brought in: one that was begun and cut off goes on by itself."""
    for path in uploads():
        run = ImportRun.objects.filter(pk=run_of(path)).first()
        if run is None or run.started_at is None or run.finished_at is not None:
            yield Waiting(path, run, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def forget_abandoned(*, at: datetime) -> int:
    """Remove uploads that were never brought in, file and row, and count them."""
    abandoned = [waiting for waiting in waiting_uploads() if waiting.is_abandoned(at)]
    for waiting in abandoned:
        with transaction.atomic():
            ImportRun.objects.filter(pk=run_of(waiting.path), started_at=None).delete()
        waiting.path.unlink(missing_ok=True)
    return len(abandoned)
