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
