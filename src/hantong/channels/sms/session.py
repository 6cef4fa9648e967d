"""One connection to a message centre: requests and their answers, both ways at once, and a pulse when it is silent."""

import asyncio
import secrets
import ssl
from collections.abc import Awaitable, Callable

import structlog

from hantong.channels.sms import pdus
from hantong.channels.sms.pdus import Broken, Delivered, Pdu
from hantong.channels.sms.settings_read import Smsc

log = structlog.get_logger("hantong.sms")
MOST_AT_ONCE = 64
Hear = Callable[[Delivered, str, int], Awaitable[int]]


class Lost(Exception):
    """The connection is gone, or cannot be had; says why."""


class Unanswered(Exception):
    """The message centre did not answer in time."""


class Session:
    """A connection; `hear` is called with every message that is brought, and gives the status to answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, centre: Smsc, hear: Hear) -> None:
        self.name = secrets.token_hex(4)
        self.ended = asyncio.Event()
        self._reader, self._writer = reader, writer
        self._centre, self._hear = centre, hear
        self._sequence = pdus.Sequence()
        self._asked: dict[int, asyncio.Future[Pdu]] = {}
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._at_work: set[asyncio.Task[None]] = set()
        self._heard_s = asyncio.get_running_loop().time()

    async def bind(self, kind: str) -> None:
        """Sign in. Raises Lost."""
        fields = {
            "system_id": self._centre.system_id,
            "password": self._centre.password,
            "system_type": self._centre.system_type,
        }
        try:
            answer = await self.ask(f"bind_{kind}", **fields)
        except Unanswered as silent:
            raise Lost("no answer to our signing in") from silent
        if answer.status:
            raise Lost(f"signing in was refused: {pdus.said_of(answer.status)}")

    async def ask(self, name: str, **fields: object) -> Pdu:
        """Send a request and give the answer. Raises Lost, Unanswered."""
        if self.ended.is_set():
            raise Lost("the connection has ended")
        number, octets = pdus.request(self._sequence, name, **fields)
        answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            await self._write(octets)
            async with asyncio.timeout(self._centre.answer_s):
                return await answer
        except TimeoutError as late:
            raise Unanswered(f"no answer to {name} within {self._centre.answer_s:g} s") from late
        finally:
            self._asked.pop(number, None)

    async def _write(self, octets: bytes) -> None:
        try:
            self._writer.write(octets)
            async with asyncio.timeout(self._centre.answer_s):
                await self._writer.drain()
        except (OSError, TimeoutError) as gone:
            self._end()
            raise Lost(f"{type(gone).__name__} while writing") from gone

    async def run(self) -> None:
        """Read until the connection ends, and keep its pulse."""
        pulse = asyncio.create_task(self._keep_pulse())
        try:
            while not self.ended.is_set():
                await self._act_on(await self._next())
        except (Lost, Broken, OSError, asyncio.IncompleteReadError) as gone:
            log.warning("the connection for texts ended", why=f"{type(gone).__name__}: {gone}"[:200])
        finally:
            pulse.cancel()
            self._end()
            await asyncio.gather(*self._at_work, return_exceptions=True)

    async def _next(self) -> Pdu:
        """Read one unit. Raises Broken, IncompleteReadError."""
        head = await self._reader.readexactly(4)
        length = int.from_bytes(head)
        if not pdus.HEAD.size <= length <= pdus.MOST_OCTETS:
            await self._write(pdus.refusal(0, pdus.NOT_UNDERSTOOD))
            raise Broken(f"a unit that says that it has {length} octets")
        octets = head + await self._reader.readexactly(length - 4)
        self._heard_s = asyncio.get_running_loop().time()
        return pdus.pdu_of(octets)

    async def _act_on(self, pdu: Pdu) -> None:
        if pdu.is_response:
            asked = self._asked.get(pdu.sequence)
            if asked is not None and not asked.done():
                asked.set_result(pdu)
        elif pdu.command in {pdus.DELIVER, pdus.DATA}:
            await self._free.acquire()
            task = asyncio.create_task(self._take(pdu))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        elif pdu.command == pdus.UNBIND:
            await self._write(pdus.answer(pdu))
            raise Lost("the message centre signed us out")
        elif pdu.command == pdus.ENQUIRE:
            await self._write(pdus.answer(pdu))
        elif pdu.command != pdus.ALERT:
            await self._write(pdus.refusal(pdu.sequence, pdus.UNKNOWN_COMMAND))

    async def _take(self, pdu: Pdu) -> None:
        """Have a message kept, and only then say that we have it."""
        try:
            try:
                status = await self._hear(pdus.delivered_of(pdu), self.name, pdu.sequence)
            except Broken as wrong:
                log.error("a message of the network cannot be read", why=str(wrong), octets=len(pdu.body))
                status = pdus.NOT_UNDERSTOOD
            await self._write(pdus.answer(pdu, status))
        except Lost:
            log.warning("a text was kept, and the message centre could not be told; it will bring it again")
        finally:
            self._free.release()

    async def _keep_pulse(self) -> None:
        """Ask whether the other side is there whenever it has been silent, and give it up when it is not."""
        loop = asyncio.get_running_loop()
        while not self.ended.is_set():
            silent_s = loop.time() - self._heard_s
            if silent_s < self._centre.enquire_s:
                await asyncio.sleep(self._centre.enquire_s - silent_s)
                continue
            try:
                await self.ask("enquire_link")
            except (Lost, Unanswered) as gone:
                log.warning("the message centre is silent", why=str(gone))
                self._end()

    async def leave(self) -> None:
        """Sign out and close."""
        try:
            if not self.ended.is_set():
                await self.ask("unbind")
        except (Lost, Unanswered) as gone:
            log.info("the message centre did not answer our leaving", why=str(gone))
        finally:
            self._end()

    def _end(self) -> None:
        if not self.ended.is_set():
            self.ended.set()
            self._writer.close()
            for waiting in self._asked.values():
                if not waiting.done():
                    waiting.set_exception(Lost("the connection has ended"))


async def connected(centre: Smsc, hear: Hear) -> Session:
    """Connect, not yet signed in. Raises Lost."""
    context = ssl.create_default_context() if centre.is_tls else None
    try:
        async with asyncio.timeout(centre.answer_s):
            reader, writer = await asyncio.open_connection(centre.host, centre.port, ssl=context)
    except (OSError, TimeoutError) as gone:
        raise Lost(f"{type(gone).__name__}: {gone}"[:200]) from gone
    return Session(reader, writer, centre=centre, hear=hear)
