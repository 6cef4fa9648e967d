"""Where an uploaded export lies while it is looked at and brought in, and the rows that were refused."""

from pathlib import Path

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


def refused_path(run: ImportRun) -> Path:
    """Give where the refused rows of `run` lie, if there are any."""
    return _folder() / f"{run.pk}.rejected.csv"
