"""The SMTP command DATA, taken in line by line into a file: a large mail needs no more memory than a small one."""

import asyncio
from dataclasses import dataclass
from typing import IO, Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax

from hantong.channels.email.envelope import Fingerprint
from hantong.contacts import raw_store

LONGEST_LINE = 64 * 1024
CHUNK_BYTES = 64 * 1024
END = b"\r\n.\r\n"


@dataclass(slots=True)
class Body:
    """What came after DATA; `is_too_large` when it was not kept."""

    content: IO[bytes]
    fingerprint: Fingerprint
    size_bytes: int = 0
    is_too_large: bool = False

    def add(self, line: bytes) -> None:
        """Take in the next bytes."""
        self.size_bytes += len(line)
        self.fingerprint.update(line)
        self.content.write(line)


class TakesIn(SMTP):  # type: ignore[misc]  # the library has no types
    """An SMTP conversation whose event_handler is a `Door`."""

    line_length_limit = LONGEST_LINE

    def connection_made(self, transport: Any) -> None:
        """Begin, unless too many talk to us already."""
        super().connection_made(transport)
        self.event_handler.talks += 1
        if self.event_handler.is_crowded:
            transport.write(b"421 4.3.2 Too many connections, come back later\r\n")
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        self.event_handler.talks -= 1
        super().connection_lost(error)

    @syntax("MAIL FROM: <address>", extended=" [SP <mail-parameters>]")  # type: ignore[untyped-decorator]
    async def smtp_MAIL(self, arg: str) -> None:
        """Say no at once to a mail that is announced as too large, and note it."""
        await self.event_handler.hear_size(arg, self.data_size_limit)
        await super().smtp_MAIL(arg)

    @syntax("DATA")  # type: ignore[untyped-decorator]
    async def smtp_DATA(self, arg: str) -> None:
        """Take the mail in and say for each recipient (LMTP) or once (SMTP) what became of it."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        with raw_store.new_part() as content:
            body = await self._body(content)
            answer = await self.event_handler.keep(self.session, self.envelope, body)
        times = len(self.envelope.rcpt_tos) if isinstance(self, LMTP) else 1
        self._set_post_data_state()
        for _each in range(times):
            await self.push(answer)
        if body.is_too_large and self.transport is not None:
            self.transport.close()

    async def _body(self, content: IO[bytes]) -> Body:
        body = Body(content, Fingerprint())
        is_line_begin = True
        while True:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as long:
                line = await self._reader.read(long.consumed)
            except asyncio.IncompleteReadError:
                raise asyncio.CancelledError from None
            if is_line_begin and line == b".\r\n":
                return body
            if self.data_size_limit and body.size_bytes + len(line) > self.data_size_limit:
                await self._drain(line)
                body.is_too_large = True
                return body
            body.add(line[1:] if is_line_begin and line.startswith(b".") else line)
            is_line_begin = line.endswith(b"\r\n")

    async def _drain(self, tail: bytes) -> None:
        """Let the rest of a mail that is too large go by, so that its sender hears the answer."""
        self._reset_timeout()
        while not tail.endswith(END) and END not in tail:
            chunk = await self._reader.read(CHUNK_BYTES)
            if not chunk:
                raise asyncio.CancelledError
            tail = tail[-4:] + chunk
            self._reset_timeout()


class TakesInLocally(TakesIn, LMTP):  # type: ignore[misc]
    """The same by LMTP."""
