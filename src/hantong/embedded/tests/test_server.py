"""The embedded server starts anywhere, survives a kill and says in one line what is wrong."""

import errno
import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from hantong.embedded import postmaster
from hantong.embedded import server as database
from hantong.embedded.postmaster import StorageUnavailable, complaint, explain, pid_in, works_on
from hantong.embedded.server import DatabaseUnavailable, EmbeddedServer, database_url, secret_key


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder into which the server's own account may walk, as pytest's is closed to it under root."""
    folder = Path(tempfile.mkdtemp(prefix="hantong-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def server(open_folder: Path) -> Iterator[EmbeddedServer]:
    """A running server in a folder with a space, so deep that no socket fits into its path."""
    deep = EmbeddedServer(open_folder / "a deep folder" / ("d" * 120) / "var")
    deep.start()
    yield deep
    deep.stop()
    shutil.rmtree(deep.socket_folder, ignore_errors=True)


def answer(server: EmbeddedServer, question: str) -> object:
    server.ensure_database("suwon")
    with psycopg.connect(server.url("suwon"), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchall() if cursor.description else None


def kill(server: EmbeddedServer) -> None:
    pid = pid_in(server.data / "postmaster.pid")
    os.kill(pid, signal.SIGKILL)
    while works_on(pid, server.data):
        time.sleep(0.02)


def test_a_deep_folder_gets_a_short_private_socket(server: EmbeddedServer) -> None:
    socket = server.socket_folder / database.SOCKET
    assert len(os.fsencode(socket)) <= 107
    assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
    assert answer(server, "SELECT 1") == [(1,)]


def test_the_product_is_no_superuser_and_sorts_korean(server: EmbeddedServer) -> None:
    question = "SELECT current_user, rolsuper, upper('é가') FROM pg_roles WHERE rolname = current_user"
    assert answer(server, question) == [("hantong", False, "É가")]


def test_nothing_listens_on_the_network(server: EmbeddedServer) -> None:
    assert answer(server, "SHOW listen_addresses") == [("",)]


def test_a_running_server_is_used_as_it_is(server: EmbeddedServer) -> None:
    before = pid_in(server.data / "postmaster.pid")
    assert server.start() is False
    assert pid_in(server.data / "postmaster.pid") == before


def test_what_was_committed_outlives_a_kill(server: EmbeddedServer) -> None:
    answer(server, "CREATE TABLE kept AS SELECT 'Ms Han' AS name")
    kill(server)
    assert server.is_running() is False
    assert server.start() is True
    assert answer(server, "SELECT name FROM kept") == [("Ms Han",)]


def test_a_number_that_another_process_bears_by_now_does_not_stop_the_start(server: EmbeddedServer) -> None:
    kill(server)
    lock = server.data / "postmaster.pid"
    rest = lock.read_text().partition("\n")[2]
    lock.write_text(f"{os.getpid()}\n{rest}")  # as after a restart of the machine
    assert server.is_running() is False
    assert server.start() is True


def test_the_last_user_stops_it_and_no_other(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / "users")
    with server.in_use():
        with server.in_use():
            assert server.is_running()
        assert server.is_running()
    assert not server.is_running()


def test_an_interrupted_creation_is_done_again(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / "interrupted")
    (server.folder / "postgres.new" / "base").mkdir(parents=True)
    assert server.start() is True
    server.stop()


def test_a_broken_data_folder_is_one_clear_line(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / "broken")
    server.start()
    server.stop()
    (server.data / "global" / "pg_control").unlink()
    with pytest.raises(DatabaseUnavailable, match="could not find the database") as refused:
        server.start()
    assert "\n" not in str(refused.value)


def test_a_closed_checkout_of_root_keeps_its_data_outside(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root starts the server under another account")
    monkeypatch.setattr(database, "OUTSIDE", open_folder / "outside")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "var")
    server.start()
    assert server.home.is_relative_to(open_folder / "outside")
    assert answer(server, "SELECT 1") == [(1,)]
    server.stop()


def test_a_socket_folder_laid_by_somebody_else_is_refused(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / ("e" * 120))
    short = server.socket_folder
    short.symlink_to(open_folder)
    try:
        with pytest.raises(DatabaseUnavailable, match="belongs to another user"):
            server.url("hantong")
    finally:
        short.unlink()


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "is full: free some space" in explain(full, tmp_path)
    said = 'PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device'
    line = complaint(said, otherwise="")
    assert isinstance(line, StorageUnavailable)
    assert str(line) == "The disk is full: free some space and start again."


def test_a_folder_that_may_not_be_written_is_one_clear_line(tmp_path: Path) -> None:
    refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "postgres.lock"))
    assert "use its owner's account or set HANTONG_VAR" in explain(refused, tmp_path)


def test_missing_programmes_are_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postmaster, "find_spec", lambda name: None)
    with pytest.raises(DatabaseUnavailable, match="is not installed"):
        postmaster.tool("postgres")


def test_an_own_database_is_taken_as_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_DATABASE_URL", "postgresql://gyeonggi@db.example/hantong")
    assert database_url() == "postgresql://gyeonggi@db.example/hantong"


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_VAR", str(tmp_path / "var"))
    with ThreadPoolExecutor(8) as starting_together:
        keys = set(starting_together.map(lambda _: secret_key(), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
