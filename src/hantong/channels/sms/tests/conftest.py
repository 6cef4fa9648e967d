"""What the stories of texts share: our numbers, a message centre that others wrote, and a line to it."""

import asyncio
import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hantong.channels.sms.line import Line
from hantong.channels.sms.settings_read import read_smsc
from hantong.contacts.models import OwnAddress
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province

OURS = "031-120-0000"
CITY = "+82311200000"
HAN = "821055556666"
ROOT = Path(__file__).resolve().parents[5]
PATIENCE_S = 30
Fact = dict[str, Any]


@pytest.fixture
def numbers(province: Province) -> OwnAddress:
    """Give the number of Suwon."""
    row = OwnAddress.objects.create(
        channel="sms", address=OURS, jurisdiction=province.suwon, most_per_sender_h=60, changed_at=LONG_AGO
    )
    forget_edition()
    return row


class Centre:
    """A message centre on loopback: orders go in, facts come out."""

    def __init__(self, port: int = 0) -> None:
        script = Path(__file__).with_name("smsc.cjs")
        self._node = subprocess.Popen(
            ["node", str(script), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self._facts: queue.Queue[Fact] = queue.Queue()
        self.seen: list[Fact] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.port: int = self.until("listening")["port"]

    def _listen(self) -> None:
        assert self._node.stdout is not None
        for line in self._node.stdout:
            self._facts.put(json.loads(line))

    def order(self, do: str, **more: Any) -> None:
        """Have it do something."""
        assert self._node.stdin is not None
        self._node.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._node.stdin.flush()

    def deliver(self, **message: Any) -> None:
        """Have it bring a message."""
        self.order("deliver", message={"id": 1, "source_addr": HAN, "destination_addr": CITY[1:], **message})

    def next_fact(self, patience_s: float) -> Fact:
        """Wait for whatever happens next."""
        return self._facts.get(timeout=patience_s)

    def until(self, event: str, count: int = 1) -> Fact:
        """Wait until something happened so many times more; give the last of them."""
        while True:
            fact = self.next_fact(PATIENCE_S)
            self.seen.append(fact)
            if fact["event"] == event:
                count -= 1
                if not count:
                    return fact

    def all_of(self, event: str) -> list[Fact]:
        """Give everything of a kind that was waited for or passed on the way."""
        return [fact for fact in self.seen if fact["event"] == event]

    def end(self) -> None:
        """Stop it."""
        assert self._node.stdin is not None
        self._node.stdin.close()
        self._node.wait(10)


@pytest.fixture
def centre() -> Iterator[Centre]:
    """Give a running message centre that nobody here wrote."""
    if shutil.which("node") is None or not (ROOT / "node_modules" / "smpp").is_dir():
        pytest.skip("Node.js or its package smpp is missing: `make test` sets them up")
    found = Centre()
    yield found
    found.end()


Open = Callable[..., Line]


@contextmanager
def running(setting: str) -> Iterator[Line]:
    """Have a line to a message centre open in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> tuple[Line, asyncio.Event, "asyncio.Task[None]"]:
        line = Line(centre=read_smsc(setting), clock=lambda: NOON, first_pause_s=0.05)
        stop = asyncio.Event()
        return line, stop, asyncio.create_task(line.run(stop))

    async def finish(stop: asyncio.Event, task: "asyncio.Task[None]") -> None:
        stop.set()
        await task

    line, stop, task = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(finish(stop, task), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@pytest.fixture
def bound(transactional_db: None, numbers: OwnAddress, centre: Centre) -> Iterator[Centre]:
    """Give a message centre that our line is bound to."""
    with running(f"smpp://hantong:secret@127.0.0.1:{centre.port}?rate=1000"):
        centre.until("bound")
        yield centre
