"""Where the content of a raw arrival lies: in its row when small, else in a file that is never held in memory whole."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings

from hantong.cases import file_store
from hantong.contacts.models import RawArrival

IN_ROW_BYTES = 256 * 1024
ENDING = ".raw"
CHUNK_BYTES = 1024 * 1024
SPARE_BYTES = 512 * 1024 * 1024


def _folder() -> Path:
    folder = Path(settings.HANTONG_FILES)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def has_room(size_bytes: int) -> bool:
    """Tell whether so much can be kept and the disk still serves everything else."""
    return shutil.disk_usage(_folder()).free >= SPARE_BYTES + size_bytes


def new_part() -> IO[bytes]:
    """Open a file that content is written to as it comes; it vanishes unless `keep_part` keeps it."""
    return tempfile.TemporaryFile(dir=_folder())


def keep_part(part: IO[bytes]) -> tuple[bytes | None, str]:
    """Give what goes into the row: the content itself, or the hash of the file that now holds it, on the disk."""
    size = part.seek(0, os.SEEK_END)
    part.seek(0)
    if size <= IN_ROW_BYTES:
        return part.read(), ""
    found = hashlib.sha256()
    while chunk := part.read(CHUNK_BYTES):
        found.update(chunk)
    digest = found.hexdigest()
    part.seek(0)
    _copy(part, file_store.path_of(digest, ending=ENDING))
    return None, digest


def _copy(part: IO[bytes], place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as target:
        try:
            while chunk := part.read(CHUNK_BYTES):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
            Path(target.name).rename(place)
        except OSError:
            Path(target.name).unlink(missing_ok=True)
            raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content_of(raw: RawArrival) -> bytes:
    """Give the whole content. Raises FileNotFoundError where it was forgotten."""
    if raw.content is not None:
        return bytes(raw.content)
    if not raw.file:
        raise FileNotFoundError(raw.key)
    return file_store.content_of(raw.file, ending=ENDING)


def has_content(raw: RawArrival) -> bool:
    """Tell whether the content is still there."""
    return raw.content is not None or bool(raw.file)


def forget_files(files: Iterable[str]) -> None:
    """Remove the files of these hashes."""
    for digest in files:
        file_store.path_of(digest, ending=ENDING).unlink(missing_ok=True)
