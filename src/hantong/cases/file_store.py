"""Where files lie: each under the hash of its content, written so that a crash leaves no half of one; some are held."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from hantong.kit.ids import new_id

THUMBNAIL = ".thumbnail"
HELD = ".held"


def path_of(sha256: str, *, ending: str = "") -> Path:
    """Give the place of a content. Raises ValueError for what is no hash."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(sha256)
    return Path(settings.HANTONG_FILES) / sha256[:2] / f"{sha256}{ending}"


def keep(content: bytes, *, sha256: str, ending: str = "") -> None:
    """Write the content where it belongs, whole or not at all; known content stays as it is."""
    place = path_of(sha256, ending=ending)
    if place.exists():
        os.utime(place)
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f".{new_id()}.part")
    try:
        with part.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.rename(place)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content_of(sha256: str, *, ending: str = "") -> bytes:
    """Give the content. Raises FileNotFoundError."""
    return path_of(sha256, ending=ending).read_bytes()


def has_thumbnail(sha256: str) -> bool:
    """Tell whether there is a small picture of this content."""
    return path_of(sha256, ending=THUMBNAIL).exists()


def held() -> Iterator[str]:
    """Give the hash of every content that is held until it was looked at, the longest held first."""
    found = [place for place in Path(settings.HANTONG_FILES).glob(f"??/*{HELD}") if THUMBNAIL not in place.name]
    for place in sorted(found, key=lambda each: each.stat().st_mtime):
        yield place.name.removesuffix(HELD)


def is_held(sha256: str) -> bool:
    """Tell whether this content is held until it was looked at."""
    return path_of(sha256, ending=HELD).exists()


def let_go(sha256: str) -> None:
    """Put a held content where it is served from."""
    for ending in (THUMBNAIL, ""):
        place = path_of(sha256, ending=ending + HELD)
        if place.exists():
            os.utime(place)
            place.rename(path_of(sha256, ending=ending))


def kept_before(at: datetime) -> Iterator[str]:
    """Give the hash of every content that was last needed before `at`."""
    for place in Path(settings.HANTONG_FILES).glob("??/*"):
        touched_at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        if len(place.name) == 64 and touched_at < at:
            yield place.name


def forget(sha256s: Iterable[str]) -> None:
    """Remove contents and their small pictures."""
    for sha256 in sha256s:
        for ending in ("", THUMBNAIL, HELD, THUMBNAIL + HELD):
            path_of(sha256, ending=ending).unlink(missing_ok=True)
