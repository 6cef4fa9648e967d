"""A backup is one file: the database, the attachments and the secret key; restoring swaps it in or changes nothing."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hantong.embedded.postmaster import complaint, tool
from hantong.project.commands._exits import Ended, Exit

Tell = Callable[[str], None]
DUMP, MANIFEST, KEY, FILES = "database.dump", "manifest.json", "secret_key", "files"
FORMAT = 1
# contents under their hashes, with small pictures and held ones; files of imports that wait for somebody
CONTENT = r"files/([0-9a-f]{2}/[0-9a-f]{64}|imports/[0-9a-f-]{36})(\.[a-z]+)*"
MEMBER = re.compile(rf"manifest\.json|database\.dump|secret_key|{CONTENT}")
LOOKS = 2


@dataclass(frozen=True, slots=True)
class House:
    """What a backup holds of one installation: where its database, attachments and secret key are."""

    url: str
    var: Path

    @property
    def name(self) -> str:
        """The name of the database."""
        return str(conninfo_to_dict(self.url).get("dbname") or "hantong")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    at: str
    dump_sha256: str
    files: int
    form: int = FORMAT


def back_up(*, house: House, to: Path, at: datetime, tell: Tell) -> Manifest:
    """Write a backup while everything goes on working. Raises DatabaseUnavailable or Ended."""
    if to.exists():
        raise Ended(f"{to} exists already: name another file.", Exit.REFUSED)
    if not to.parent.is_dir():
        raise Ended(f"There is no folder {to.parent}: make it, or name another.", Exit.REFUSED)
    part = to.with_name(f".{to.name}.part")
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".hantong-backup-") as folder, _closed(part):
        dump = Path(folder) / DUMP
        tell("reading the database")
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(dump), url=house.url)
        tell("adding the attachments")
        with tarfile.open(part, "w") as tar:
            tar.add(dump, DUMP)
            if (house.var / KEY).exists():
                tar.add(house.var / KEY, KEY)
            manifest = Manifest(at.isoformat(), _sha256(dump), _add_contents(tar, house.var))
            (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest)))
            tar.add(Path(folder) / MANIFEST, MANIFEST)
        part.rename(to)
    return manifest


def _add_contents(tar: tarfile.TarFile, var: Path) -> int:
    """Add every content and count them; one that was let go meanwhile has another name, which a second look finds."""
    added: set[Path] = set()
    for _look in range(LOOKS):
        for file in sorted(set((var / FILES).glob("*/*")) - added):
            if not _is_content(file, var):
                continue
            with suppress(FileNotFoundError):  # renamed, or erased since the database was read
                tar.add(file, str(file.relative_to(var)))
                added.add(file)
    return len(added)


def restore(*, house: House, source: Path, tell: Tell) -> Manifest:
    """Put a backup in the place of what is there; a failure leaves that as it was. Raises DatabaseUnavailable or Ended."""
    house.var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=house.var, prefix="restore-") as folder:
        manifest = _unpacked(source, Path(folder))
        _refuse_while_at_work(house)
        fresh = f"{house.name}_restoring"
        tell(f"loading the database of {manifest.at}")
        with _maintenance(house) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
            try:
                _load(make_conninfo(house.url, dbname=fresh), Path(folder) / DUMP)
                _refuse_while_at_work(house)
            except BaseException:
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(fresh)))
                raise
            tell(f"putting {manifest.files} attachments back")
            _put_files_back(Path(folder), house.var)
            _swap(server, house.name, fresh)
    return manifest


def _unpacked(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                _take_out(tar, member, folder)
        manifest = _manifest(folder)
    except FileNotFoundError as missing:
        raise Ended(f"{source} cannot be read: {missing.strerror}.", Exit.REFUSED) from missing
    except (tarfile.TarError, ValueError, TypeError) as broken:
        raise Ended(f"{source} is no whole backup of Hantong: {broken}", Exit.REFUSED) from broken
    if manifest.form != FORMAT or _sha256(folder / DUMP) != manifest.dump_sha256:
        raise Ended(f"{source} was changed or cut off after it was written.", Exit.REFUSED)
    return manifest


def _manifest(folder: Path) -> Manifest:
    """Read what the backup says of itself, which is written last. Raises tarfile.TarError."""
    if not (folder / MANIFEST).exists():
        raise tarfile.TarError("it ends before its manifest")
    manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    files = sum(file.is_file() for file in (folder / FILES).rglob("*"))
    if files != manifest.files:
        raise tarfile.TarError(f"it holds {files} of {manifest.files} attachments")
    return manifest


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one member, if it is one that a backup may hold: nothing else reaches the disk."""
    content = tar.extractfile(member) if member.isfile() and MEMBER.fullmatch(member.name) else None
    if content is None:
        raise tarfile.TarError(f"it holds {member.name!r}")
    place = folder / member.name
    place.parent.mkdir(parents=True, exist_ok=True)
    with content, place.open("xb") as opened:
        shutil.copyfileobj(content, opened)


def _refuse_while_at_work(house: House) -> None:
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
    with _maintenance(house) as server:
        row = server.execute(question, [house.name]).fetchone()
    if row and row[0]:
        raise Ended(f"{row[0]} sessions work with the database {house.name}: stop Hantong first.", Exit.REFUSED)


@contextmanager
def _maintenance(house: House) -> Iterator[psycopg.Connection[tuple[int]]]:
    """Connect beside the product's database, so that it can be created and renamed."""
    try:
        connection = psycopg.connect(house.url, dbname="postgres", autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as refused:
        said = " ".join(str(refused).split())
        raise complaint(said, otherwise=f"The database server cannot be reached: {said}") from None
    with connection:
        yield connection


def _load(url: str, dump: Path) -> None:
    """Load a dump; an older server does not know one setting that the newer programme sends."""
    done = _spoken("pg_restore", "--no-owner", "--no-privileges", "--jobs=2", str(dump), url=url)
    errors = [line for line in done.stderr.splitlines() if "error:" in line and "transaction_timeout" not in line]
    if errors or (done.returncode and "transaction_timeout" not in done.stderr):
        raise complaint("\n".join(errors), otherwise=f"pg_restore ended with {done.returncode}")


def _swap(server: psycopg.Connection[tuple[int]], name: str, fresh: str) -> None:
    before = f"{name}_before"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(before)))
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        server.execute(rename.format(sql.Identifier(name), sql.Identifier(before)))
    server.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(before)))


def _put_files_back(folder: Path, var: Path) -> None:
    """Add the attachments of the backup to those that are there: a content has the same name everywhere."""
    for file in sorted((folder / FILES).rglob("*")):
        place = var / file.relative_to(folder)
        if file.is_file():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.move(file, place)
    if (folder / KEY).exists():
        (folder / KEY).replace(var / KEY)
        (var / KEY).chmod(0o600)


def _is_content(file: Path, var: Path) -> bool:
    return file.is_file() and MEMBER.fullmatch(str(file.relative_to(var))) is not None


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def _closed(part: Path) -> Iterator[None]:
    """Keep what is being written from other accounts, and leave no half of it."""
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        yield
    finally:
        part.unlink(missing_ok=True)


def _run(name: str, *words: str, url: str) -> None:
    done = _spoken(name, *words, url=url)
    if done.returncode:
        raise complaint(done.stderr, otherwise=f"{name} ended with {done.returncode}")


def _spoken(name: str, *words: str, url: str) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL programme on a database; its password stays out of the list of processes."""
    parts = conninfo_to_dict(url)
    env = {**os.environ, "PGPASSWORD": str(parts.pop("password", ""))}
    without_password = make_conninfo(**{key: str(value) for key, value in parts.items()})
    command = [str(tool(name)), "--dbname", without_password, *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)
