"""Work with the database beside a connection to the outside: in threads, and what comes together in one go."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import close_old_connections

from hantong.kit.editions import turn

T = TypeVar("T")
U = TypeVar("U")


class Threads:
    """A few threads, each with a connection to the database."""

    def __init__(self, most: int, *, name: str) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix=name)

    async def do(self, what: Callable[[], T]) -> T:
        """Do `what` in a thread, with reference data that holds still, and wait for it."""

        def and_give_back() -> T:
            try:
                with turn():
                    return what()
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._pool, and_give_back)

    def shut(self) -> None:
        """Let go of the threads once what they do is done."""
        self._pool.shutdown(wait=True)


class Together(Generic[T, U]):
    """Has done in one go what comes while the go before is under way; nothing waits for more to come.

    `do_all` gives an outcome for each thing, in a thread. Where it fails, each half is tried by itself, so that one
    bad thing does not harm the others; its own failure is raised to whoever brought it.
    """

    def __init__(self, threads: Threads, do_all: Callable[[Sequence[T]], Sequence[U]], *, most: int) -> None:
        self._threads, self._do_all, self._most = threads, do_all, most
        self._waiting: list[tuple[T, asyncio.Future[U]]] = []
        self._going: asyncio.Task[None] | None = None

    async def do(self, thing: T) -> U:
        """Have `thing` done with others, and give its outcome. Raises what doing it alone raises."""
        outcome: asyncio.Future[U] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, outcome))
        if self._going is None or self._going.done():
            self._going = asyncio.create_task(self._go())
        return await outcome

    async def _go(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            await self._done(batch)

    async def _done(self, batch: Sequence[tuple[T, "asyncio.Future[U]"]]) -> None:
        try:
            outcomes = await self._threads.do(lambda: self._do_all([thing for thing, _ in batch]))
        except Exception as error:  # noqa: BLE001  (raised again to whoever brought it)
            half = len(batch) // 2
            if half:
                await self._done(batch[:half])
                await self._done(batch[half:])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        for (_thing, outcome), told in zip(batch, outcomes, strict=True):
            if not outcome.done():
                outcome.set_result(told)
