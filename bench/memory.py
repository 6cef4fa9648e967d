"""(e) Memory of the whole running product after its start: proportional set size of every process below `hantong serve`."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.served import free_port
from bench.setting import Figure, machine, say


def main() -> None:
    """Start the product in a folder of its own, ask for a few pages, add up, stop."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        environment = {
            **os.environ,
            "HANTONG_VAR": folder,
            "HANTONG_PORT": str(port),
            "HANTONG_LIVE_PORT": str(free_port()),
        }
        environment.pop("HANTONG_DATABASE_URL", None)
        begun = time.monotonic()
        product = subprocess.Popen(
            [sys.executable, "-m", "hantong.project.commands", "serve"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait(port)
            first_s = time.monotonic() - begun
            for path in ("/", "/report/", "/places/", "/healthz"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()  # noqa: S310
            time.sleep(3)
            parts = _parts(product.pid, folder)
        finally:
            product.send_signal(signal.SIGTERM)
            product.wait(60)
        second_s = _second_start(environment, port)
    print(f"# memory: {machine()}")
    for name, kilobytes in sorted(parts.items(), key=lambda part: -part[1]):
        print(f"  {name:<28} {kilobytes / 1024:8.0f} MB")
    say(
        Figure("memory of the whole product (PSS)", sum(parts.values()) / 1024, "MB", 600),
        Figure("first start with the demonstration, libraries there", first_s, "s", 180),
        Figure("second start to the first page", second_s, "s", 5),
    )


def _second_start(environment: dict[str, str], port: int) -> float:
    begun = time.monotonic()
    product = subprocess.Popen(
        [sys.executable, "-m", "hantong.project.commands", "serve"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, path="/")
        return time.monotonic() - begun
    finally:
        product.send_signal(signal.SIGTERM)
        product.wait(60)


def _wait(port: int, path: str = "/healthz") -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the product did not start")


def _parts(parent: int, folder: str) -> dict[str, int]:
    """Give kilobytes by process name: all below `parent`, and the embedded PostgreSQL, which has its own session."""
    processes = {int(entry.name): entry for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    below = {parent}
    for _ in range(6):
        below |= {pid for pid in processes if _parent(pid) in below}
    postmaster = {pid for pid in processes if folder in _command(pid) and "postgres" in _command(pid)}
    for _ in range(2):
        postmaster |= {pid for pid in processes if _parent(pid) in postmaster}
    parts: dict[str, int] = {}
    for pid in below | postmaster:
        name = "PostgreSQL" if pid in postmaster else _name(pid)
        parts[name] = parts.get(name, 0) + _pss(pid)
    return parts


def _parent(pid: int) -> int:
    try:
        return int(re.search(r"PPid:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1))  # type: ignore[union-attr]
    except (OSError, AttributeError):
        return -1


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _name(pid: int) -> str:
    command = _command(pid)
    for word in ("live:application", "project.web", "worker", "serve"):
        if word in command:
            return word
    return command[:24] or "?"


def _pss(pid: int) -> int:
    try:
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M).group(1))  # type: ignore[union-attr]
    except (OSError, AttributeError):
        return 0


if __name__ == "__main__":
    main()
