"""The processes that read and write batches side by side; they end when the one that started them does."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Semaphore, Thread, active_count
from typing import Protocol

import psycopg

from hantong.imports.batch import Batch, BatchWriter, Written
from hantong.imports.plan import Plan
from hantong.imports.refusals import Refusal

SWEEP_EVERY = 32  # batches; rows make no cycles, only faults do
Tell = Callable[[list[Refusal]], None]


class WriterDied(Exception):
    """A writing process ended before its batch was committed; what it had begun is undone by the database."""


class Crew(Protocol):
    """Whoever writes batches."""

    def write(self, batch: Batch) -> None:
        """Take a batch, waiting while everybody is busy."""

    def finish(self) -> None:
        """Wait until all that was taken is written. Raises what a writer raised."""


class OneWriter:
    """Writes in this process, on a connection of the caller's: for small files."""

    def __init__(self, writer: BatchWriter, done: Callable[[Written], None]) -> None:
        self._writer = writer
        self._done = done

    def write(self, batch: Batch) -> None:
        """Write it now."""
        self._done(self._writer.write(batch))

    def finish(self) -> None:
        """Nothing is left."""


def _work(pipe: Connection, not_ours: list[Connection]) -> None:
    """Write what comes through the pipe until it closes: the life of a writing process."""
    for end in not_ours:  # what a fork has taken along would keep the others' pipes open
        end.close()
    gc.freeze()  # what was there before is the starter's, and not to be swept here
    gc.disable()
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        plan, address, skips = pipe.recv()

        def tell(refused: list[Refusal]) -> None:
            pipe.send(("refused", refused))
            pipe.recv()  # only once they are in the file may the batch be committed

        with psycopg.connect(**address, autocommit=True) as connection:
            connection.execute("SET synchronous_commit = off")  # the run's last word, which is kept, carries all
            connection.execute("SET enable_sort = off")  # tallies of thousands of rows are grouped by hashing instead
            writer = BatchWriter(plan, connection, skips, tell)
            while True:
                batch = pipe.recv()
                try:
                    pipe.send(("written", writer.write(batch)))
                except Exception as fault:  # noqa: BLE001  every fault is the starter's to tell
                    pipe.send(("failed", f"{type(fault).__name__}: {fault}"))
                if batch.n % SWEEP_EVERY == 0:
                    gc.collect()


class ManyWriters:
    """Writing processes, each fed by a thread of its own."""

    def __init__(self, size: int) -> None:
        is_alone = active_count() == 1  # only then may a process be forked, which saves importing everything again
        fork, spawn = multiprocessing.get_context("fork"), multiprocessing.get_context("spawn")
        new_process = fork.Process if is_alone else spawn.Process
        self._ends: list[Connection] = []
        self.processes = []
        for _ in range(size):
            ours, theirs = multiprocessing.Pipe()
            self._ends.append(ours)
            process = new_process(target=_work, args=(theirs, self._ends if is_alone else []), daemon=True)
            process.start()
            theirs.close()
            self.processes.append(process)
        self._waiting: SimpleQueue[Batch | None] = SimpleQueue()
        self._room = Semaphore(2 * size)
        self._faults: list[Exception] = []
        self._threads: list[Thread] = []

    def begin(
        self, plan: Plan, address: dict[str, str], *, skips: bool, tell: Tell, done: Callable[[Written], None]
    ) -> None:
        """Give the processes the plan, and from now on their batches."""
        for end in self._ends:
            try:
                end.send((plan, address, skips))
            except OSError as gone:
                raise WriterDied("before the first batch") from gone
            thread = Thread(target=self._feed, args=(end, tell, done), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _feed(self, end: Connection, tell: Tell, done: Callable[[Written], None]) -> None:
        while (batch := self._waiting.get()) is not None:
            try:
                if not self._faults:
                    done(self._written(end, batch, tell))
            except (EOFError, OSError):
                self._faults.append(WriterDied(f"batch {batch.n}"))
            except Exception as fault:  # noqa: BLE001  raised again in the starting thread
                self._faults.append(fault)
            finally:
                self._room.release()

    def _written(self, end: Connection, batch: Batch, tell: Tell) -> Written:
        end.send(batch)
        while True:
            kind, content = end.recv()
            if kind == "refused":
                tell(content)
                end.send(None)
            elif kind == "failed":
                raise WriterDied(content)
            else:
                return content  # type: ignore[no-any-return]

    def write(self, batch: Batch) -> None:
        """Queue a batch. Raises what a writer raised."""
        self._room.acquire()
        self._raise()
        self._waiting.put(batch)

    def _raise(self) -> None:
        if self._faults:
            raise self._faults[0]

    def finish(self) -> None:
        """Wait for all batches. Raises what a writer raised."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        self._raise()

    def dismiss(self) -> None:
        """End the processes."""
        for end in self._ends:
            end.close()
        for process in self.processes:
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()


@contextmanager
def crew_of(size: int) -> Iterator[ManyWriters]:
    """Start `size` writing processes, and end them afterwards."""
    many = ManyWriters(size)
    try:
        yield many
    finally:
        many.dismiss()
