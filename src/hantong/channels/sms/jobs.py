"""The jobs of texts."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.sms import actions
from hantong.channels.sms.sending_out import hand_waiting_to_vendor
from hantong.channels.sms.settings_read import smsc
from hantong.contacts.jobs import wake_reader
from hantong.kit.editions import turn


@app.task(name="finish_texts", lock="finish_texts")
def finish_texts(timestamp: int) -> None:
    """Keep long texts whose pieces never came, and hand what waits to the vendor."""
    found = smsc()
    with turn():
        if actions.keep_unfinished(at=now(), usual=found.usual if found else "gsm"):
            wake_reader()
        hand_waiting_to_vendor(at=now())


@app.task(name="forget_old_texts")
def forget_old_texts(timestamp: int) -> None:
    """Forget texts that ended some months ago."""
    actions.forget_old_texts(at=now())
