"""The live-event process: tells open pages what changed, by server-sent events, within a second; no Django in it."""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
from psycopg import sql
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from hantong.embedded.server import database_url, secret_key
from hantong.project.live_hub import Hub, Page
from hantong.project.live_ticket import BadTicket, opened

CHANNEL = "hantong_live"
HEARTBEAT_S = 15
SEND_TIMEOUT_S = 20
LONGEST_PAUSE_S = 10.0
RETRY_MS = 1000

hub = Hub()


class Ear:
    """The one connection that listens to the database; lost, it is taken up again, and pages look at everything."""

    def __init__(self) -> None:
        self.is_listening = False

    async def listen(self) -> None:
        """Listen for ever, pausing longer after each failure."""
        pause_s = 0.2
        while True:
            with suppress(psycopg.OperationalError):
                await self._listen_once()
                pause_s = 0.2
            self.is_listening = False
            await asyncio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)

    async def _listen_once(self) -> None:
        name = os.environ.get("PGAPPNAME", "hantong live")
        async with await psycopg.AsyncConnection.connect(
            database_url(), autocommit=True, application_name=name, connect_timeout=10
        ) as connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            self.is_listening = True
            hub.tell_all_to_look_again()
            while True:
                async for note in connection.notifies(timeout=HEARTBEAT_S):
                    hear(note.payload)
                await connection.execute("SELECT 1")


def hear(payload: str) -> None:
    """Pass on what the database said; nonsense has everybody look again rather than miss something."""
    try:
        hub.tell(json.loads(payload))
    except (ValueError, AttributeError, TypeError):
        hub.tell_all_to_look_again()


ear = Ear()


async def events(request: Request) -> Response:
    """Stream to one page what happens to its topics, until its ticket is over."""
    secret = os.environ.get("HANTONG_SECRET_KEY") or secret_key()
    try:
        ticket = opened(request.query_params.get("ticket", ""), secret=secret, now_s=time.time())
    except BadTicket as refused:
        return PlainTextResponse(str(refused), status_code=403)
    origin = request.headers.get("origin", "")
    if origin and origin != ticket.origin:
        return PlainTextResponse("This ticket belongs to another page.", status_code=403)
    page = Page(ticket)
    headers = {"Access-Control-Allow-Origin": ticket.origin, "Vary": "Origin", "X-Accel-Buffering": "no"}
    return EventSourceResponse(stream(page), headers=headers, ping=HEARTBEAT_S, send_timeout=SEND_TIMEOUT_S)


async def stream(page: Page) -> AsyncIterator[ServerSentEvent]:
    """Give the events of one page."""
    with hub.attended(page), suppress(TimeoutError):
        yield ServerSentEvent(comment="listening", retry=RETRY_MS)
        async with asyncio.timeout(page.ticket.ends_s - time.time()):
            async for news in page.news():
                yield ServerSentEvent(event=news.name, data=json.dumps(news.data(), ensure_ascii=False))


async def healthz(request: Request) -> JSONResponse:
    """Answer 200 while the database is being listened to."""
    status = 200 if ear.is_listening else 503
    return JSONResponse({"listening": ear.is_listening, "pages": hub.open_pages}, status_code=status)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Listen to the database as long as the process lives."""
    listening = asyncio.create_task(ear.listen())
    try:
        yield
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


application = Starlette(routes=[Route("/live/events", events), Route("/live/healthz", healthz)], lifespan=lifespan)
