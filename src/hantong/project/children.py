"""The processes under `hantong serve`: started, listened to, started again when they fall, ended together."""

import asyncio
import ctypes
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE_S = 30
STEADY_AFTER_S = 60
STOP_WITHIN_S = 12.0
_LIBC = ctypes.CDLL(None)


def die_with_parent() -> None:
    """Have the kernel end this process when its parent dies, kill -9 included."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(name: str, line: str) -> None:
    """Write one line of one process."""
    sys.stdout.write(f"{name:<6} | {line}\n")
    sys.stdout.flush()


@dataclass(slots=True)
class Child:
    """One process that has to be there as long as the parent is."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    falls: int = field(default=0, init=False)

    async def keep(self, stop: asyncio.Event) -> None:
        """Run the process until `stop`, again after every fall, each time a little later."""
        while not stop.is_set():
            began_s = time.monotonic()
            process = await self._start()
            code = await self._follow(process, stop)
            if stop.is_set():
                return
            self.falls = 1 if time.monotonic() - began_s > STEADY_AFTER_S else self.falls + 1
            pause_s = min(LONGEST_PAUSE_S, 2 ** (self.falls - 1))
            say(self.name, f"ended with code {code}; starting again in {pause_s} s")
            await _wait(stop, pause_s)

    async def _start(self) -> Process:
        return await asyncio.create_subprocess_exec(
            *self.command,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    async def _follow(self, process: Process, stop: asyncio.Event) -> int:
        """Pass on what the process says until it ends, and end it when `stop` is set."""
        talk = asyncio.create_task(self._pass_on(process))
        stopped = asyncio.create_task(stop.wait())
        ended = asyncio.create_task(process.wait())
        await asyncio.wait({stopped, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            process.terminate()
            await asyncio.wait({ended}, timeout=STOP_WITHIN_S)
        end_group(process.pid)
        code = await ended
        stopped.cancel()
        await talk
        return code

    async def _pass_on(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101  (asked for above)
        while line := await _line_of(process.stdout):
            say(self.name, line.decode(errors="replace").rstrip())


async def _line_of(stream: asyncio.StreamReader) -> bytes:
    """Read a line, or as much of an endless one as fits."""
    try:
        return await stream.readuntil(b"\n")
    except asyncio.IncompleteReadError as rest:
        return rest.partial
    except asyncio.LimitOverrunError as long:
        return await stream.readexactly(long.consumed)


async def _wait(stop: asyncio.Event, pause_s: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), pause_s)
    except TimeoutError:
        return


def end_group(leader: int) -> None:
    """Kill what is left of a process and of those it started."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
