"""One text of ours on its way to the message centre: part by part, none of them twice as far as we can know."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

import structlog

from hantong.channels.sms import pdus
from hantong.channels.sms.actions import accept_text, put_back, record_submitted, refuse_text
from hantong.channels.sms.models import Text
from hantong.channels.sms.numbers import addressed
from hantong.channels.sms.pace import Pace
from hantong.channels.sms.segments import Cut, TooLong, cut, headed
from hantong.channels.sms.session import Lost, Session, Unanswered
from hantong.channels.sms.settings_read import Smsc, prices

T = TypeVar("T")
log = structlog.get_logger("hantong.sms")
WITH_RECEIPT = 1
HEADER_INSIDE = 0x40


class Ground(Protocol):
    """What sending stands on: the message centre's settings, the clock, and threads for the database."""

    centre: Smsc
    clock: Callable[[], datetime]

    async def in_thread(self, do: Callable[[], T]) -> T:
        """Run what speaks with the database."""


class Submitting:
    """Sends texts by one connection, so many at once and so many a second."""

    def __init__(self, *, line: Ground, session: Session, pace: Pace) -> None:
        self._line, self._session, self._pace = line, session, pace
        self._window = asyncio.Semaphore(line.centre.window)

    async def send(self, text: Text) -> None:
        """Send a text and record what came of it."""
        try:
            found = cut(text.body)
        except TooLong:
            await self._refuse(text, "The text is too long.")
            return
        wholes = list(self._fields(text, found))
        done = await self._line.in_thread(lambda: set(text.submissions.values_list("number", flat=True)))
        for number, fields in enumerate(wholes, 1):
            if number not in done and not await self._submit(text, number, fields):
                return
        cost_krw = len(found.parts) * prices().part_krw
        parts, at = len(found.parts), self._line.clock()
        await self._line.in_thread(lambda: accept_text(text=text, parts=parts, cost_krw=cost_krw, at=at))

    def _fields(self, text: Text, found: Cut) -> "list[dict[str, object]]":
        """Give what each request says: the part itself, and how a telephone knows that parts belong together."""
        total, reference = len(found.parts), text.pk.int & 0xFF
        if total == 1 or self._line.centre.way == "payload":
            whole = b"".join(found.parts)
            return [{"short_message": whole} if total == 1 else {"message_payload": whole}]
        if self._line.centre.way == "sar":
            return [
                {
                    "short_message": part,
                    "sar_msg_ref_num": text.pk.int & 0xFFFF,
                    "sar_total_segments": total,
                    "sar_segment_seqnum": number,
                }
                for number, part in enumerate(found.parts, 1)
            ]
        return [
            {
                "short_message": headed(part, reference=reference, total=total, number=number),
                "esm_class": HEADER_INSIDE,
            }
            for number, part in enumerate(found.parts, 1)
        ]

    async def _submit(self, text: Text, number: int, fields: dict[str, object]) -> bool:
        """Submit one part; tell whether the network took it."""
        while (wait_s := self._pace.wait_s(asyncio.get_running_loop().time())) > 0:
            await asyncio.sleep(wait_s)
        try:
            async with self._window:
                answer = await self._session.ask("submit_sm", **self._addresses(text), **fields)
        except Lost as gone:
            await self._put_back(text, str(gone), counts=False)
            return False
        except Unanswered as silent:
            await self._put_back(text, str(silent), counts=True)
            return False
        if answer.status:
            await self._not_taken(text, answer.status)
            return False
        self._pace.accepted()
        reference, at = pdus.reference_of(answer), self._line.clock()
        await self._line.in_thread(lambda: record_submitted(text=text, number=number, reference=reference, at=at))
        return True

    def _addresses(self, text: Text) -> dict[str, object]:
        ton, npi, digits = addressed(text.recipient)
        named: dict[str, object] = {
            "dest_addr_ton": ton,
            "dest_addr_npi": npi,
            "destination_addr": digits,
            "data_coding": cut(text.body).coding,
            "registered_delivery": WITH_RECEIPT,
        }
        if text.sender:
            ton, npi, digits = addressed(text.sender)
            named |= {"source_addr_ton": ton, "source_addr_npi": npi, "source_addr": digits}
        return named

    async def _not_taken(self, text: Text, status: int) -> None:
        said = pdus.said_of(status)
        if status in pdus.THROTTLED:
            self._pace.throttled(asyncio.get_running_loop().time())
            log.warning("the message centre wants it slower", rate_per_s=round(self._pace.rate_per_s, 2))
            await self._put_back(text, said, counts=False)
        elif status in pdus.FOR_NOW:
            await self._put_back(text, said, counts=True)
        else:
            await self._refuse(text, said)

    async def _put_back(self, text: Text, reason: str, *, counts: bool) -> None:
        at = self._line.clock()
        await self._line.in_thread(lambda: put_back(text=text, reason=reason, counts=counts, at=at))

    async def _refuse(self, text: Text, reason: str) -> None:
        log.warning("the message centre refuses a text", reason=reason)
        at = self._line.clock()
        await self._line.in_thread(lambda: refuse_text(text=text, reason=reason, at=at))
