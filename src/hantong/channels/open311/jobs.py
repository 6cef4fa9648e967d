"""This channel's jobs."""

from uuid import UUID

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.open311 import actions, pictures
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY


@app.task(name="open311_receive", retry=RETRY)
def receive_waiting(*, token: str) -> None:
    """Receive a filing that came in a rush."""
    with turn():
        actions.receive_kept(token=UUID(token), at=now())


@app.task(name="open311_pictures", retry=RETRY)
def fetch_pictures(*, case: str) -> None:
    """Attach the pictures that an app named by their addresses."""
    with turn():
        pictures.attach_filed(UUID(case), at=now())


@app.task(name="open311_forget_tokens")
def forget_tokens(timestamp: int) -> None:
    """Remove tokens that nobody will ask for any more."""
    actions.forget_tokens(at=now())
