"""The web processes under test, started as `hantong serve` starts them, on the bench database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web() -> Iterator[int]:
    """Serve the product's pages and API on a free port for as long as the block lasts."""
    port = free_port()
    environment = {**os.environ, "HANTONG_DEBUG": "0", "HANTONG_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "hantong.project.web", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/offline", timeout=5).read()  # noqa: S310
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the web process did not start")
