"""Several processes of one kind: one that falls is followed by another, one that is done is not, and a signal ends all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NOTES_ITS_NUMBER = """
import os, sys, time
from hantong.project.crew import Crew

def work():
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(float(sys.argv[2]))

Crew(work, 2).run()
"""


def crew(notes: Path, works_for_s: float) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", NOTES_ITS_NUMBER, str(notes), str(works_for_s)]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True)


def numbers(notes: Path, least: int) -> list[int]:
    """Give the numbers of the processes that have begun, once there are so many."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = notes.read_text().split() if notes.exists() else []
        if len(found) >= least:
            return [int(each) for each in found]
        time.sleep(0.05)
    raise AssertionError("they did not begin")


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_that_is_killed_is_followed_by_another_and_a_signal_ends_all(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    parent = crew(notes, 60)
    first, second = numbers(notes, 2)
    os.kill(first, signal.SIGKILL)
    third = numbers(notes, 3)[2]
    assert is_alive(second), "the other goes on"
    parent.terminate()
    _out, said = parent.communicate(timeout=30)
    assert parent.returncode == 0
    assert "another begins" in said
    assert not any(map(is_alive, (first, second, third)))


def test_it_ends_when_all_are_done(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    parent = crew(notes, 0)
    parent.communicate(timeout=30)
    assert parent.returncode == 0
    assert len(numbers(notes, 2)) == 2, "nobody who was done is followed by another"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux tells children that their parent has died")
def test_none_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    parent = crew(notes, 60)
    begun = numbers(notes, 2)
    parent.kill()
    parent.communicate(timeout=30)
    until = time.monotonic() + 10
    while any(map(is_alive, begun)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, begun))
