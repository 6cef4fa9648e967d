"""The jobs of chats."""

from uuid import UUID

import structlog
from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.chat import actions
from hantong.channels.chat.settings_read import silence
from hantong.contacts.channel import ChannelError
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY

log = structlog.get_logger("hantong.chat")


@app.task(name="chat_close_silent", lock="chat_close_silent")
def close_silent(timestamp: int) -> None:
    """Close the talks that fell silent."""
    closed = actions.close_silent(silence=silence(), at=now())
    if closed:
        log.info("silent chats closed", count=closed)


@app.task(name="chat_send_transcript", retry=RETRY)
def send_transcript(*, talk: str, email: str, count: int) -> None:
    """Send a transcript; what the outside refuses for good is logged and not tried again."""
    try:
        with turn():
            actions.send_transcript(talk=UUID(talk), email=email, count=count, at=now())
    except ChannelError as error:
        if not error.permanent:
            raise
        log.warning("a transcript was refused", talk=talk, reason=error.reason)


@app.task(name="chat_forget_old")
def forget_old_talks(timestamp: int) -> None:
    """Remove talks that ended long ago; their words stand in the contact."""
    actions.forget_old_talks(at=now())
