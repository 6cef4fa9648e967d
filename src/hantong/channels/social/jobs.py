"""The jobs of social networks."""

import structlog
from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.social.polling import poll
from hantong.channels.social.settings_read import WrongSetting, accounts
from hantong.contacts.jobs import wake_reader
from hantong.kit.editions import turn

log = structlog.get_logger("hantong.social")


@app.task(name="poll_social", lock="poll_social", queueing_lock="poll_social")
def poll_social(timestamp: int) -> None:
    """Ask every account of ours for what is new; one in trouble does not keep the others waiting."""
    try:
        ours = accounts()
    except WrongSetting as wrong:
        log.error("accounts cannot be read", trouble=str(wrong))
        return
    for account in ours:
        with turn():
            kept = poll(account, at=now())
        if kept:
            log.info("posts kept", account=account.address, kept=kept)
            wake_reader()
