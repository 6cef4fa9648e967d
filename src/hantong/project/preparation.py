"""What comes before the first page: a database that exists, is migrated and holds a demonstration."""

import hashlib
import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from subprocess import PIPE

import psycopg
from psycopg import sql

from hantong.embedded.server import DatabaseUnavailable, database_url, var_folder
from hantong.project.children import die_with_parent, say
from hantong.project.commands._exits import Ended, Exit

PACKAGE = Path(__file__).resolve().parents[1]
OLDEST_SERVER = 15
FIRST = "hantong staff first YOU@CITY.EXAMPLE YOUR-NAME --jurisdiction CODE --called NAME"
_TABLE = "CREATE TABLE IF NOT EXISTS hantong_prepared (step text PRIMARY KEY, mark text NOT NULL)"
_KEEP = "INSERT INTO hantong_prepared VALUES (%s, %s) ON CONFLICT (step) DO UPDATE SET mark = excluded.mark"


def reach(url: str) -> None:
    """Connect once, creating the database where the server allows it. Raises DatabaseUnavailable."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as refused:
        if "does not exist" not in str(refused):
            raise DatabaseUnavailable(_one_line(url, refused)) from None
        return _create(url)
    if version < OLDEST_SERVER:
        raise DatabaseUnavailable(f"PostgreSQL {OLDEST_SERVER} or newer is needed; the server is {version}.")
    return None


def _create(url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(url).get("dbname", "hantong")
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=10, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(name))))
    except psycopg.Error as refused:
        raise DatabaseUnavailable(_one_line(url, refused)) from None


def _one_line(url: str, refused: psycopg.Error) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    where = f"{parts.get('dbname', '')} at {parts.get('host', 'localhost')}"
    why = " ".join(str(refused).split())
    return f"The database {where} cannot be reached: {why}"


def code_mark() -> str:
    """Return what changes whenever a migration of ours or of a library may have changed."""
    total = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("migrations/*.py")):
        total.update(f"{file.relative_to(PACKAGE)}\n".encode() + file.read_bytes())
    site = Path(str(distribution("django").locate_file("")))
    total.update("\n".join(sorted(entry.name for entry in site.glob("*.dist-info"))).encode())
    return total.hexdigest()


def static_mark() -> str:
    """Return what changes whenever a static file was added or written."""
    files = sorted(file for file in PACKAGE.glob("*/static/**/*") if file.is_file())
    stats = ((file, file.stat()) for file in files)
    lines = (f"{file} {stat.st_size} {stat.st_mtime_ns}" for file, stat in stats)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def marks() -> dict[str, str]:
    """Return which steps the database has behind it."""
    with psycopg.connect(database_url(), autocommit=True) as connection:
        connection.execute(_TABLE)
        return dict(connection.execute("SELECT step, mark FROM hantong_prepared").fetchall())


def collected_mark() -> str:
    """Return of which static files this folder holds copies: a restored database knows nothing of them."""
    return _collected().read_text() if _collected().exists() else ""


def keep_collected_mark() -> None:
    """Remember beside the static files that they are copied."""
    _collected().write_text(static_mark())


def _collected() -> Path:
    return var_folder() / "static" / ".mark"


def keep_mark(step: str, mark: str) -> None:
    """Remember in the database that a step is done."""
    with psycopg.connect(database_url()) as connection:
        connection.execute(_TABLE)
        connection.execute(_KEEP, [step, mark])


def prepare(address: str) -> str:
    """Bring everything to where the first page can be shown, and return the greeting. Raises Ended."""
    known = marks()
    if (known.get("code"), collected_mark()) != (code_mark(), static_mark()):
        say("serve", "preparing the database")
        _hantong("migrate")
    wanted = os.environ.get("HANTONG_DEMO", "1").lower() in ("1", "true", "yes", "on")
    if wanted and "demonstration" not in known and _is_empty():
        say("serve", "loading the demonstration province with a year of invented work: once, for some two minutes")
        _hantong("demo", "load")
        keep_mark("demonstration", _hantong("demo", "accounts", is_read=True))
        _hantong("worker", "--until-empty", "--processes", "1", is_read=True)  # tonight's mails, before the greeting
    return _greeting(address, marks().get("demonstration", ""), is_empty=_is_empty())


def _is_empty() -> bool:
    """Tell whether nobody has worked with the database yet."""
    with psycopg.connect(database_url()) as connection:
        row = connection.execute("SELECT EXISTS (SELECT FROM offices_jurisdiction)").fetchone()
    return row is not None and not row[0]


def _greeting(address: str, accounts: str, *, is_empty: bool = False) -> str:
    """Say where everything is, whom to sign in as, and how it ends: the last lines that a start writes."""
    lines = [f"Hantong is ready: {address}"]
    if accounts:
        lines += [f"Staff sign in at  {address}/account/login/", "", *accounts.splitlines(), ""]
    elif is_empty:
        lines += ["The house is empty. Begin with its first jurisdiction and administrator:", f"  {FIRST}", ""]
    return "\n".join(["", *(f"  {line}".rstrip() for line in [*lines, "Ctrl-C stops Hantong."]), ""])


def _hantong(*words: str, is_read: bool = False) -> str:
    """Run a `hantong` command as a process of its own, so that its memory goes when it ends. Raises Ended."""
    command = [sys.executable, "-m", "hantong.project.commands", *words]
    out_to = PIPE if is_read else None
    with subprocess.Popen(command, preexec_fn=die_with_parent, stdout=out_to, text=True) as run:  # noqa: PLW1509
        try:
            out, _ = run.communicate()
        except KeyboardInterrupt:
            run.kill()
            run.wait()  # it uses the database until it is gone
            raise
    if run.returncode:
        code = next((one for one in Exit if one.value == run.returncode), Exit.FAULT)
        raise Ended(f"`hantong {' '.join(words)}` did not succeed.", code)
    return out or ""
