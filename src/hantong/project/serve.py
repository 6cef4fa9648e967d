"""`hantong serve`: one light parent over the database, the web, the live events and the jobs."""

import asyncio
import fcntl
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hantong.embedded.server import var_folder
from hantong.project.children import Child, say
from hantong.project.commands._exits import Ended, Exit

READY_WITHIN_S = 300
FALLS_AT_START = 3
LEAVING_S = 15


@dataclass(frozen=True, slots=True)
class Place:
    """Where the product listens."""

    host: str
    port: int
    live_port: int

    @property
    def address(self) -> str:
        """The address that a person opens."""
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"


@contextmanager
def only_one(folder: Path, place: Place) -> Iterator[None]:
    """Hold the right to serve from this folder. Raises Ended if another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "serve.json"
    with (folder / "serve.lock").open("w") as lock:
        _take(lock.fileno(), note)
        was_killed = note.exists()
        note.write_text(json.dumps({"process": os.getpid(), "address": place.address}))
        for port in (place.port, place.live_port):
            _await_free(place.host, port, patience_s=LEAVING_S if was_killed else 0)
        try:
            yield
        finally:
            note.unlink(missing_ok=True)


def _take(lock: int, note: Path) -> None:
    """Take the lock, waiting for a run that was told to stop. Raises Ended."""
    deadline = time.monotonic() + LEAVING_S
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = json.loads(note.read_text()) if note.exists() else {}
            if not other.get("leaving") or time.monotonic() > deadline:
                line = f"Hantong runs already at {other.get('address')} (process {other.get('process')})."
                raise Ended(line, Exit.PORT) from None
            time.sleep(0.2)


def _await_free(host: str, port: int, *, patience_s: float) -> None:
    """Return when the port can be had. Raises Ended if somebody keeps it."""
    deadline = time.monotonic() + patience_s
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind((host, port))
            except OSError as refused:
                if time.monotonic() > deadline:
                    why = os.strerror(refused.errno or 0)
                    line = f"Port {port} on {host} cannot be had ({why}): set HANTONG_PORT to another."
                    raise Ended(line, Exit.PORT) from None
        time.sleep(0.2)


def stop_on_signals() -> None:
    """Have a plain kill and a closed terminal end the preparation as Ctrl-C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


def children(place: Place) -> list[Child]:
    """Return the processes to run: web pages, live events, jobs."""
    base = {"HANTONG_PORT": str(place.port), "HANTONG_LIVE_PORT": str(place.live_port)}
    web = (sys.executable, "-m", "hantong.project.web", place.host, str(place.port))
    granian = (sys.executable, "-m", "granian", "--host", place.host, "--log-level", "warning", "--no-ws")
    live = (
        *granian,
        "--interface",
        "asgi",
        "--port",
        str(place.live_port),
        "--workers",
        "1",
        "--workers-kill-timeout",
        "2",
        "hantong.project.live:application",
    )
    jobs = (sys.executable, "-m", "hantong.project.commands", "worker")
    plan = {"web": web, "live": live, "jobs": jobs}
    if os.environ.get("HANTONG_MAIL_LISTEN"):
        plan["mail"] = (sys.executable, "-m", "hantong.project.commands", "mail")
    if os.environ.get("HANTONG_SMPP"):
        plan["sms"] = (sys.executable, "-m", "hantong.project.commands", "sms")
    return [Child(name, words, {**base, "PGAPPNAME": f"hantong {name}"}) for name, words in plan.items()]


async def status(place: Place) -> int:
    """Ask /healthz once and return its status, 0 if nobody answers."""
    host = "127.0.0.1" if place.host in ("0.0.0.0", "::") else place.host  # noqa: S104
    name = os.environ.get("HANTONG_HOSTS", "127.0.0.1").split(",")[0]
    try:
        reader, writer = await asyncio.open_connection(host, place.port)
    except OSError:
        return 0
    try:
        writer.write(f"GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        words = (await asyncio.wait_for(reader.readline(), 10)).split()
        return int(words[1]) if len(words) > 1 else 0
    except (OSError, TimeoutError):
        return 0
    finally:
        writer.close()


async def _until(wanted: set[int], place: Place, plan: list[Child], stop: asyncio.Event) -> None:
    """Wait for an answer of /healthz. Raises Ended if a process keeps falling or time runs out."""
    deadline = time.monotonic() + READY_WITHIN_S
    while not stop.is_set() and await status(place) not in wanted:
        for child in plan:
            if child.falls >= FALLS_AT_START:
                raise Ended(f"The {child.name} process does not start: its last lines say why.", Exit.FAULT)
        if time.monotonic() > deadline:
            raise Ended(f"Not ready within {READY_WITHIN_S} s: see {place.address}/healthz.", Exit.FAULT)
        await asyncio.sleep(0.1)


async def run(place: Place, *, greeting: str) -> None:
    """Run everything until a signal says stop. Raises Ended if it never gets ready."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    web, *others = children(place)
    keepers = [asyncio.create_task(web.keep(stop))]
    try:
        await _until({200, 503}, place, [web], stop)  # the first page first: two cores start two processes well
        keepers += [asyncio.create_task(child.keep(stop)) for child in others]
        await _until({200}, place, [web, *others], stop)
        if not stop.is_set():
            print(greeting, flush=True)
        await stop.wait()
        say("serve", "stopping")
        note = var_folder() / "serve.json"
        note.write_text(json.dumps({"process": os.getpid(), "address": place.address, "leaving": True}))
    finally:
        stop.set()
        await asyncio.gather(*keepers)
