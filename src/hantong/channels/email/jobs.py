"""The jobs of mail."""

import structlog
from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.email.fetching import MailboxTrouble, fetch
from hantong.channels.email.settings_read import accounts, most_bytes
from hantong.contacts.jobs import wake_reader
from hantong.kit.editions import turn

log = structlog.get_logger("hantong.mail")


@app.task(name="fetch_mail", lock="fetch_mail")
def fetch_mail(timestamp: int) -> None:
    """Fetch new mail from every mailbox that is configured; one that fails does not keep the others waiting."""
    for account in accounts():
        try:
            with turn():
                done = fetch(account, clock=now, most_bytes=most_bytes())
        except MailboxTrouble as trouble:
            log.error("mail cannot be fetched", trouble=str(trouble))
            continue
        if done.total:
            log.info("mail fetched", host=account.host, kept=done.kept, repeated=done.repeated, held=done.held)
            wake_reader()
