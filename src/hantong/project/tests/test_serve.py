"""One parent runs everything: it gets ready, stops cleanly, survives a kill, and refuses in one line."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hantong.embedded.server import EmbeddedServer
from hantong.project.commands._exits import Ended, Exit
from hantong.project.serve import Place, only_one
from hantong.project.tests.test_children import is_at_work


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="hantong-serve-"))
    made.chmod(0o755)
    yield made
    EmbeddedServer(made).stop()
    shutil.rmtree(made, ignore_errors=True)


def free_port() -> int:
    """Return a port such that it and the next one are free."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "HANTONG_VAR": str(folder), "HANTONG_PORT": str(port), "HANTONG_DEMO": "0"}
    env.pop("HANTONG_DATABASE_URL", None)
    env.pop("HANTONG_LIVE_PORT", None)
    command = [sys.executable, "-m", "hantong.project.commands", "serve"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        try:
            yield run
        finally:
            if run.poll() is None:
                run.terminate()


def wait_until_ready(run: subprocess.Popen[str]) -> None:
    said = []
    assert run.stdout is not None
    for line in run.stdout:
        said.append(line)
        if "Hantong is ready" in line:
            return
    raise AssertionError("".join(said))


def status(port: int, path: str = "/healthz") -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().status


def descendants(pid: int) -> list[int]:
    own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [further for one in own for further in descendants(one)]


def test_everything_stands_stops_and_stands_again_after_a_kill(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as first:
        wait_until_ready(first)
        assert status(port) == 200
        under_it = descendants(first.pid)
        first.kill()
        for pid in under_it:  # as at a power cut: the job process could still stop the database as its last user
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    while any(map(is_at_work, under_it)):
        time.sleep(0.05)
    assert EmbeddedServer(folder).is_running()

    with serving(folder, port) as second:
        wait_until_ready(second)
        assert status(port) == 200
        with serving(folder, free_port()) as third:
            said, _ = third.communicate()
            assert f"Hantong runs already at http://127.0.0.1:{port} (process {second.pid})." in said
            assert third.returncode == Exit.PORT
        second.send_signal(signal.SIGTERM)
        second.communicate()
    assert second.returncode == Exit.OK
    assert not EmbeddedServer(folder).is_running()
    assert not (folder / "serve.json").exists()


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        place = Place(host="127.0.0.1", port=port, live_port=port + 1)
        with (
            pytest.raises(Ended, match=rf"Port {port} .*: set HANTONG_PORT") as refused,
            only_one(tmp_path, place),
        ):
            pass
    assert refused.value.code == Exit.PORT


def test_a_run_that_was_told_to_stop_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    place = Place(host="127.0.0.1", port=port, live_port=port + 1)
    leaving = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(1)"
    )
    (tmp_path / "serve.json").write_text(json.dumps({"process": 1, "address": "", "leaving": True}))
    words = [sys.executable, "-c", leaving, str(tmp_path / "serve.lock")]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as old:
        assert old.stdout is not None
        old.stdout.readline()
        with only_one(tmp_path, place):
            assert json.loads((tmp_path / "serve.json").read_text())["process"] == os.getpid()


def test_an_unreachable_database_is_one_clear_line(tmp_path: Path) -> None:
    url = f"postgresql://hantong@/hantong?host={tmp_path}"
    env = {
        **os.environ,
        "HANTONG_VAR": str(tmp_path),
        "HANTONG_DATABASE_URL": url,
        "HANTONG_PORT": str(free_port()),
    }
    command = [sys.executable, "-m", "hantong.project.commands", "serve"]
    refused = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert refused.returncode == Exit.DATABASE
    assert refused.stderr.startswith("The database hantong at ")
    assert refused.stderr.count("\n") == 1
