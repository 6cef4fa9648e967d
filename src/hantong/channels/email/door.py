"""The door for mail servers: whatever is accepted is on the disk before they hear so, and nothing is thrown away."""

import asyncio
import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from django.conf import settings
from django.db import DatabaseError

from hantong.channels.email.actions import KEY, Delivery, keep_mail, keep_mails
from hantong.channels.email.data_command import Body, TakesIn, TakesInLocally
from hantong.channels.email.envelope import Fingerprint
from hantong.channels.email.settings_read import Listening
from hantong.contacts import raw_store
from hantong.contacts.actions import too_much
from hantong.contacts.beside import Threads, Together
from hantong.contacts.jobs import wake_reader
from hantong.contacts.models import OwnAddress
from hantong.contacts.own_addresses import own_address

log = structlog.get_logger("hantong.mail")
MOST_TALKS = 64
MOST_RECIPIENTS = 100
THREADS = 4
KEPT_TOGETHER = 50
WAKES_EVERY_S = 0.2
SIZE = re.compile(r"\bSIZE=(\d{1,15})\b", re.I)
ADDRESS = re.compile(r"<([^<>\s]*)>")

KEPT = "250 2.0.0 Kept"
NOBODY = "550 5.1.1 Nobody has this address here"
TOO_LARGE = "552 5.3.4 Too large: please send large files through our web page"
NO_ROOM = "452 4.3.1 No room at the moment, come back later"
TROUBLE = "451 4.3.0 Trouble on our side, come back later"
SLOWER = "451 4.7.1 So much from one sender: come back later"


class Letter(NamedTuple):
    """A mail with its envelope, as a server brought it."""

    envelope: Any
    body: Body

    def delivery(self) -> Delivery:
        """Give it as it is kept, by the first address of ours that it is for."""
        address = next((found for each in self.envelope.rcpt_tos if (found := own_address(KEY, each))), None)
        return Delivery(
            content=self.body.content,
            fingerprint=self.body.fingerprint,
            size_bytes=self.body.size_bytes,
            address=address,
            return_path=self.envelope.mail_from or "",
        )


class Door:
    """What one listening process has open; `clock` gives the time."""

    def __init__(self, *, clock: Callable[[], datetime], most_bytes: int) -> None:
        self.clock = clock
        self.most_bytes = most_bytes
        self.talks = 0
        self._threads = Threads(THREADS, name="mail")
        self._together = Together(self._threads, self._kept, most=KEPT_TOGETHER)
        self._is_new = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop

    @property
    def is_crowded(self) -> bool:
        """Whether no more may talk to us."""
        return self.talks > MOST_TALKS

    async def handle_RCPT(  # noqa: N802, PLR0913, PLR0917  (the library's own name and arguments)
        self, server: object, session: object, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Let in what is for an address on our list."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients at once"
        try:
            known = await self._threads.do(lambda: own_address(KEY, address))
        except DatabaseError:
            log.exception("recipients cannot be looked up")
            return TROUBLE
        if known is None:
            log.info("mail for nobody here", domain=address.rpartition("@")[2][:80])
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def hear_size(self, arg: str, most_bytes: int) -> None:
        """Note a mail that is announced as too large, before the library says no to it."""
        announced = SIZE.search(arg or "")
        if announced is None or not most_bytes or int(announced[1]) <= most_bytes:
            return
        sender = ADDRESS.search(arg)
        head = f"From: <{sender[1] if sender else ''}>\r\nDate: {self.clock():%Y-%m-%d}\r\n\r\n".encode()
        fingerprint = Fingerprint()
        fingerprint.update(head + announced[1].encode())
        await self._note(
            Delivery(
                content=io.BytesIO(head),
                fingerprint=fingerprint,
                size_bytes=int(announced[1]),
                address=None,
                held="too_large",
            )
        )

    async def keep(self, session: object, envelope: Any, body: Body) -> str:
        """Keep a mail, with others that come at the same time, and say what the sender's server is to hear."""
        letter = Letter(envelope, body)
        try:
            if body.is_too_large or body.size_bytes > raw_store.IN_ROW_BYTES:  # what takes its time holds up no others
                return (await self._threads.do(lambda: self._kept([letter])))[0]
            return await self._together.do(letter)
        except (DatabaseError, OSError):
            log.exception("a mail could not be kept; its sender's server keeps it")
            return TROUBLE

    def _kept(self, letters: Sequence["Letter"]) -> list[str]:
        """Keep mails in one transaction, and give what each sender's server is to hear."""
        at = self.clock()
        deliveries = [letter.delivery() for letter in letters]
        refusals = self._refusals(letters, deliveries, at=at)
        taken = [delivery for delivery, said in zip(deliveries, refusals, strict=True) if not said]
        if any(row is not None for row in keep_mails(deliveries=taken, at=at)):
            asyncio.run_coroutine_threadsafe(self._tell(), self._loop)
        return [said or KEPT for said in refusals]

    def _refusals(self, letters: Sequence["Letter"], deliveries: Sequence[Delivery], *, at: datetime) -> list[str]:
        """Give for each mail why it is not taken, or nothing."""
        floods = too_much(channel=KEY, whom=[(each.sender, each.address) for each in deliveries], at=at)
        refusals = [SLOWER if is_flood else "" for is_flood in floods]
        for place, (letter, delivery) in enumerate(zip(letters, deliveries, strict=True)):
            if letter.body.is_too_large:
                self._keep_head(delivery.address, letter.body, letter.envelope.mail_from)
                refusals[place] = TOO_LARGE
            elif not raw_store.has_room(letter.body.size_bytes):
                log.error("no room for mail; its sender's server keeps it")
                refusals[place] = NO_ROOM
        return refusals

    def _keep_head(self, address: OwnAddress | None, body: Body, sender: str | None) -> None:
        """Keep what a mail that is too large said of itself, so that somebody can turn to its sender."""
        head = body.fingerprint.head + b"\r\n\r\n"
        delivery = Delivery(
            content=io.BytesIO(head),
            fingerprint=body.fingerprint,
            size_bytes=body.size_bytes,
            address=address,
            return_path=sender or "",
            held="too_large",
        )
        keep_mail(delivery=delivery, at=self.clock())

    async def _note(self, delivery: Delivery) -> None:
        try:
            await self._threads.do(lambda: keep_mail(delivery=delivery, at=self.clock()))
        except (DatabaseError, OSError):
            log.exception("a refused mail could not be noted")

    async def _tell(self) -> None:
        self._is_new.set()

    async def wake(self) -> None:
        """Have new mail read, asking for it a few times a second at most; never ends."""
        while True:
            await self._is_new.wait()
            self._is_new.clear()
            try:
                await self._threads.do(wake_reader)
            except DatabaseError:
                log.exception("new mail waits for the timetable")
            await asyncio.sleep(WAKES_EVERY_S)

    async def open(self, listening: Listening) -> asyncio.AbstractServer:
        """Listen."""
        self._loop = asyncio.get_running_loop()
        kind = TakesInLocally if listening.is_lmtp else TakesIn

        def conversation() -> TakesIn:
            return kind(
                self,
                data_size_limit=self.most_bytes,
                enable_SMTPUTF8=True,
                hostname=settings.ALLOWED_HOSTS[0] or "localhost",
                ident="Hantong",
                timeout=300,
                loop=self._loop,
            )

        if listening.path:
            return await self._loop.create_unix_server(conversation, path=listening.path)
        return await self._loop.create_server(conversation, host=listening.host, port=listening.port)

    def shut(self) -> None:
        """Let go of the threads."""
        self._threads.shut()
