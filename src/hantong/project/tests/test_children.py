"""The processes under one parent are heard, started again after a fall, and never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hantong.project.children import Child

BESIDE_ITSELF = """
import asyncio
from hantong.project.children import Child
asyncio.run(Child("child", ("sleep", "600"), {"MARK": "alone"}).keep(asyncio.Event()))
"""


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


async def keep_until(child: Child, *, stop: asyncio.Event, falls: int = 0) -> None:
    keeper = asyncio.create_task(child.keep(stop))
    while child.falls < falls:
        await asyncio.sleep(0.01)
    stop.set()
    await keeper


def test_what_a_process_says_carries_its_name(capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(keep_until(Child("web", python("print('서버')"), {}), stop=asyncio.Event(), falls=1))
    assert "web    | 서버\n" in capfd.readouterr().out


def test_an_endless_line_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(keep_until(Child("web", python("print('x' * 300_000)"), {}), stop=asyncio.Event(), falls=1))
    assert capfd.readouterr().out.count("x") == 300_000


def test_a_fallen_process_is_started_again(capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(keep_until(Child("jobs", python("raise SystemExit(3)"), {}), stop=asyncio.Event(), falls=2))
    assert "jobs   | ended with code 3; starting again in 1 s" in capfd.readouterr().out


def test_a_process_that_does_not_listen_is_ended_with_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hantong.project.children.STOP_WITHIN_S", 0.2)
    note = tmp_path / "pids"
    deaf = (
        "import os, signal, subprocess, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"own = subprocess.Popen(['sleep', '600']); note = open({str(note)!r}, 'w');"
        "note.write(f'{os.getpid()} {own.pid} .'); note.close(); time.sleep(600)"
    )

    async def story() -> None:
        stop = asyncio.Event()
        keeper = asyncio.create_task(Child("deaf", python(deaf), {}).keep(stop))
        while not note.exists() or "." not in note.read_text():
            await asyncio.sleep(0.02)
        stop.set()
        await keeper

    asyncio.run(story())
    for pid in map(int, note.read_text().split()[:2]):
        wait_until_gone(pid)


def test_processes_die_when_the_parent_is_killed() -> None:
    with subprocess.Popen(python(BESIDE_ITSELF), env={**os.environ, "PYTHONPATH": "src"}) as parent:
        child = wait_for_child(parent.pid)
        os.kill(parent.pid, signal.SIGKILL)
    wait_until_gone(child)


def wait_for_child(parent: int) -> int:
    """Return the first process that `parent` starts and that runs `sleep`."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    while True:
        for pid in listed.read_text().split():
            if b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return int(pid)
        time.sleep(0.02)


def wait_until_gone(pid: int) -> None:
    """Return once `pid` works no longer; the test's own time limit is the only clock."""
    while is_at_work(pid):
        time.sleep(0.02)


def is_at_work(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
