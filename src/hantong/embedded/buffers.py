"""How much memory the embedded PostgreSQL shares: little at first, and more the more it has stored."""

import os
from contextlib import suppress
from pathlib import Path

LEAST_MB = 96
MEGABYTE = 1024 * 1024
CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def shared_buffers(data: Path) -> str:
    """Give `shared_buffers` for a data folder: a quarter of what is stored, at most an eighth of the memory here."""
    return f"{fitting_mb(stored=stored_bytes(data), memory=memory_bytes())}MB"


def fitting_mb(*, stored: int, memory: int) -> int:
    """Give the buffers in MB for so many bytes stored on a machine with so much memory."""
    return max(LEAST_MB, min(stored // 4, memory // 8) // MEGABYTE)


def stored_bytes(data: Path) -> int:
    """Give the size of all tables and indexes; files that go meanwhile count nothing."""
    total = 0
    for folder, _folders, names in os.walk(data / "base"):
        for name in names:
            with suppress(OSError):
                total += (Path(folder) / name).stat().st_size
    return total


def memory_bytes() -> int:
    """Give the memory of the machine, or of the container that we run in."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in CONTAINER_LIMITS:
        with suppress(OSError, ValueError):  # no container, or "max": no limit
            found.append(int(limit.read_text()))
    return min(found)
