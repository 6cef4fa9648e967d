"""The line to the message centre: connected again whenever it ends, texts out at a bearable pace, texts in once kept."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog
from django.db import DatabaseError

from hantong.channels.sms import pdus
from hantong.channels.sms.actions import Brought, claim_texts, keep_all_brought, record_report
from hantong.channels.sms.alphabets import letters_of
from hantong.channels.sms.models import Text
from hantong.channels.sms.numbers import canonical
from hantong.channels.sms.pace import Pace
from hantong.channels.sms.pdus import Delivered
from hantong.channels.sms.pieces import Piece, piece_of
from hantong.channels.sms.receipts import is_receipt, report_of
from hantong.channels.sms.session import Lost, Session, connected
from hantong.channels.sms.settings_read import Smsc
from hantong.channels.sms.submitting import Submitting
from hantong.contacts import raw_store
from hantong.contacts.beside import Threads, Together
from hantong.contacts.jobs import wake_reader
from hantong.contacts.models import RawArrival

T = TypeVar("T")
log = structlog.get_logger("hantong.sms")
THREADS = 4
MOST_KEPT_TOGETHER = 100
LOOKS_EVERY_S = 0.5
WAKES_EVERY_S = 0.2
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
STEADY_AFTER_S = 60.0


class Line:
    """What one process has to do with a message centre; `clock` gives the time."""

    def __init__(self, *, centre: Smsc, clock: Callable[[], datetime], first_pause_s: float = FIRST_PAUSE_S) -> None:
        self.centre, self.clock = centre, clock
        self.binds = 0
        self._first_pause_s = first_pause_s
        self._threads = Threads(THREADS, name="sms")
        self._keeping = Together(self._threads, self._kept, most=MOST_KEPT_TOGETHER)
        self._pace = Pace(centre.rate_per_s)
        self._is_new = asyncio.Event()
        self._sessions: dict[str, Session] = {}

    async def in_thread(self, do: Callable[[], T]) -> T:
        """Run what speaks with the database beside the connection."""
        return await self._threads.do(do)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep every connection, send what waits, have what came read, until `stop`."""
        tasks = [asyncio.create_task(self._keep(kind, stop)) for kind in self.centre.binds]
        if any(kind != "receiver" for kind in self.centre.binds):
            tasks.append(asyncio.create_task(self._send_waiting()))
        tasks.append(asyncio.create_task(self._wake()))
        await stop.wait()
        await asyncio.gather(*(session.leave() for session in list(self._sessions.values())))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._threads.shut()

    async def _keep(self, kind: str, stop: asyncio.Event) -> None:
        """Connect, and again after every end, each time a little later as long as it does not last."""
        pause_s = self._first_pause_s
        while not stop.is_set():
            began_s = asyncio.get_running_loop().time()
            try:
                await self._once(kind)
            except Lost as gone:
                log.warning("no connection for texts", centre=self.centre.said, why=str(gone))
            if asyncio.get_running_loop().time() - began_s > STEADY_AFTER_S:
                pause_s = self._first_pause_s
            log.info("connecting again", in_s=pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    async def _once(self, kind: str) -> None:
        session = await connected(self.centre, self.hear)
        running = asyncio.create_task(session.run())
        try:
            await session.bind(kind)
            log.info("bound to the message centre", centre=self.centre.said, kind=kind)
            self.binds += 1
            self._sessions[kind] = session
            await running
        finally:
            self._sessions.pop(kind, None)
            try:
                await session.leave()
            finally:
                await running

    async def hear(self, delivered: Delivered, session: str, sequence: int) -> int:
        """Keep a message of the network, or note its report; give what to answer."""
        piece = piece_of(delivered.content, has_header=bool(delivered.esm_class & pdus.HAS_HEADER), tlvs=delivered.tlvs)
        try:
            if is_receipt(delivered.esm_class):
                return await self.in_thread(lambda: self._reported(delivered, piece.content))
            if not raw_store.has_room(len(delivered.content)):
                log.error("no room for texts; the message centre keeps them")
                return pdus.COME_LATER
            if await self._keeping.do(self._brought(delivered, piece, session, sequence)) is not None:
                self._is_new.set()
        except (DatabaseError, OSError):
            log.exception("a text could not be kept; the message centre keeps it")
            return pdus.COME_LATER
        return pdus.OK

    def _brought(self, delivered: Delivered, piece: Piece, session: str, sequence: int) -> Brought:
        return Brought(
            source=canonical(delivered.source, ton=delivered.source_ton)[:30],
            destination=canonical(delivered.destination, ton=delivered.destination_ton)[:30],
            coding=delivered.coding,
            piece=piece,
            session=session,
            sequence=sequence,
            usual=self.centre.usual,
        )

    def _kept(self, brought: Sequence[Brought]) -> Sequence[RawArrival | None]:
        return keep_all_brought(brought=brought, at=self.clock())

    def _reported(self, delivered: Delivered, content: bytes) -> int:
        words = letters_of(content, delivered.coding, usual="latin-1")
        report = report_of(words, delivered.tlvs)
        if report is None:
            log.warning("a report of the network names no message", words=words[:120])
        else:
            record_report(report=report, at=self.clock())
        return pdus.OK

    async def _wake(self) -> None:
        """Have new texts read, asking for it a few times a second at most."""
        while True:
            await self._is_new.wait()
            self._is_new.clear()
            try:
                await self.in_thread(wake_reader)
            except DatabaseError:
                log.exception("new texts wait for the timetable")
            await asyncio.sleep(WAKES_EVERY_S)

    async def _send_waiting(self) -> None:
        """Send what waits, as long as there is a connection that sends; never ends."""
        while True:
            session = next((found for kind, found in self._sessions.items() if kind != "receiver"), None)
            texts: list[Text] = []
            if session is not None and not session.ended.is_set():
                try:
                    texts = await self.in_thread(lambda: claim_texts(most=self.centre.window * 2, at=self.clock()))
                    submitting = Submitting(line=self, session=session, pace=self._pace)
                    await asyncio.gather(*(submitting.send(text) for text in texts))
                except DatabaseError:
                    log.exception("texts wait for the database")
            if not texts:
                await asyncio.sleep(LOOKS_EVERY_S)
