"""Several processes that do the same work: forked from one that has read the product, another for each that falls."""

import gc
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

from hantong.project.children import die_with_parent

PAUSE_S = 1.0


class Crew:
    """The processes; call `run` where no connection to the database is open and no thread runs."""

    def __init__(self, work: Callable[[], None], count: int) -> None:
        self._work, self._count = work, count
        self._running: list[ForkProcess] = []
        self._is_ending = False

    def run(self) -> None:
        """Have the work done until a signal says stop, or until all have ended by themselves."""
        gc.collect()
        gc.freeze()  # what was read before the fork stays shared
        self._running = [self._start() for _ in range(self._count)]
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        while self._running:
            wait([process.sentinel for process in self._running], timeout=PAUSE_S)
            self._running = [kept for process in self._running if (kept := self._kept(process)) is not None]

    def _start(self) -> ForkProcess:
        process = multiprocessing.get_context("fork").Process(target=self._begin)
        process.start()
        return process

    def _begin(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        die_with_parent()
        self._work()

    def _kept(self, process: ForkProcess) -> ForkProcess | None:
        """Give the process, or another where it fell; nothing where it has ended as it should."""
        if process.exitcode is None:
            return process
        if self._is_ending or process.exitcode == 0:
            return None
        sys.stderr.write(f"a job process ended with code {process.exitcode}; another begins\n")
        time.sleep(PAUSE_S)
        return self._start()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._is_ending = True
        for process in self._running:
            process.terminate()
