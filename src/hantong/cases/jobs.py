"""What the clock has done to matters."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.cases import actions
from hantong.kit.editions import turn


@app.task(name="time_out_offers", queueing_lock="time_out_offers")
def time_out_offers(timestamp: int) -> None:
    """Let offers run out whose time is over."""
    with turn():
        actions.time_out_offers(at=now())


@app.task(name="warn_of_promises", queueing_lock="warn_of_promises")
def warn_of_promises(timestamp: int) -> None:
    """Say which promises come near and which are broken, once each."""
    with turn():
        actions.warn_of_promises(at=now())
