"""What the clock has done to matters."""

from uuid import UUID

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.cases import actions
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY


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


@app.task(name="send_answer", retry=RETRY)
def send_answer(*, answer: str) -> None:
    """Send an answer whose moment to take it back is over."""
    with turn():
        actions.send_answer(answer=UUID(answer), at=now())


@app.task(name="send_due_answers", queueing_lock="send_due_answers")
def send_due_answers(timestamp: int) -> None:
    """Send what should have gone out by now, should its own job have been lost."""
    with turn():
        for answer in actions.due_answers(at=now()):
            actions.send_answer(answer=answer, at=now())


@app.task(name="look_at_held_files", queueing_lock="look_at_held_files")
def look_at_held_files(timestamp: int) -> None:
    """Have the scanner look at files that it could not look at when they came."""
    actions.look_at_held(at=now())
