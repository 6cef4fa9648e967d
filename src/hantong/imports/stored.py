"""Where an uploaded export lies while it is looked at and brought in, and the rows that were refused."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hantong.imports.models import ImportRun


def _folder() -> Path:
    folder = Path(settings.HANTONG_FILES) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def uploaded_path(run: ImportRun) -> Path:
    """Give where the file of `run` lies; it is removed once its matters are in."""
    return _folder() / f"{run.pk}.upload"


def uploads() -> Iterator[Path]:
    """Give every file that was uploaded and is still there."""
    yield from sorted(_folder().glob("*.upload"))


def run_of(path: Path) -> UUID:
    """Give the key of the run that an uploaded file belongs to."""
    return UUID(path.stem)


def refused_path(run: ImportRun) -> Path:
    """Give where the refused rows of `run` lie, if there are any."""
    return _folder() / f"{run.pk}.rejected.csv"
