"""What the clock does to written work."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.kit.editions import turn
from hantong.written import actions


@app.task(name="push_written", queueing_lock="push_written")
def push_written(timestamp: int) -> None:
    """Give out what waits where that goes by itself, to those who have room again."""
    with turn():
        actions.push_waiting(at=now())


@app.task(name="note_forgotten_words", queueing_lock="note_forgotten_words")
def note_forgotten_words(timestamp: int) -> None:
    """Note what waits for a first answer and was not noted when it came."""
    with turn():
        actions.note_forgotten(at=now())
