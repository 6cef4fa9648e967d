"""What comes while a go is under way is done together in the next; a bad thing is told to whoever brought it alone."""

import asyncio
import threading
from collections.abc import Sequence

from hantong.contacts.beside import Threads, Together


def test_things_that_come_together_are_done_together_and_answered_each() -> None:
    goes: list[list[int]] = []
    first_is_under_way, may_end = threading.Event(), threading.Event()

    def doubled(numbers: Sequence[int]) -> list[int]:
        goes.append(list(numbers))
        first_is_under_way.set()
        may_end.wait(20)
        return [number * 2 for number in numbers]

    async def story() -> list[int]:
        threads = Threads(1, name="test")
        together = Together(threads, doubled, most=3)
        first = asyncio.create_task(together.do(1))
        while not first_is_under_way.is_set():
            await asyncio.sleep(0)
        others = [asyncio.create_task(together.do(number)) for number in (2, 3, 4, 5)]
        await asyncio.sleep(0)
        assert not first.done()
        may_end.set()
        told = [await each for each in (first, *others)]
        threads.shut()
        return told

    assert asyncio.run(story()) == [2, 4, 6, 8, 10]
    assert goes == [[1], [2, 3, 4], [5]]


def test_a_bad_thing_fails_alone() -> None:
    def inverse(numbers: Sequence[int]) -> list[float]:
        return [1 / number for number in numbers]

    async def story() -> list[object]:
        threads = Threads(1, name="test")
        together = Together(threads, inverse, most=10)
        told = await asyncio.gather(*(together.do(number) for number in (1, 2, 0, 4)), return_exceptions=True)
        threads.shut()
        return list(told)

    one, half, wrong, quarter = asyncio.run(story())
    assert (one, half, quarter) == (1, 0.5, 0.25)
    assert isinstance(wrong, ZeroDivisionError)
