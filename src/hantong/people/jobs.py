"""Jobs of this room, one line each."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.kit.editions import turn
from hantong.people import actions


@app.task(name="people.destroy_expired", queueing_lock="people.destroy_expired")
def destroy_expired(timestamp: int = 0) -> None:
    """Destroy what has been kept long enough."""
    with turn():
        actions.destroy_expired(at=now())
