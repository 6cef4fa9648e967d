"""The jobs of social networks."""

from uuid import UUID

import structlog
from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.social.actions import KEY
from hantong.channels.social.polling import poll
from hantong.channels.social.settings_read import WrongSetting, accounts
from hantong.contacts.jobs import wake_reader
from hantong.contacts.linked_files import attach_linked
from hantong.kit.editions import turn
from hantong.kit.jobs import RETRY

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


@app.task(name="social_pictures", retry=RETRY)
def fetch_pictures(*, case: str, links: list[str]) -> None:
    """Attach the pictures of a post to its matter."""
    with turn():
        attach_linked(UUID(case), links, channel=KEY, at=now())
