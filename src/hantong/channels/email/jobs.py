"""The jobs of mail."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from hantong.channels.email.actions import KEY
from hantong.channels.email.fetching import fetch_from
from hantong.channels.email.settings_read import accounts, most_bytes
from hantong.contacts.actions import forget_sources
from hantong.contacts.jobs import wake_reader
from hantong.kit.editions import turn


@app.task(name="fetch_mail", lock="fetch_mail")
def fetch_mail(timestamp: int) -> None:
    """Fetch new mail from every mailbox that is configured; one that fails does not keep the others waiting."""
    configured = accounts()
    for account in configured:
        with turn():
            if fetch_from(account, clock=now, most_bytes=most_bytes()):
                wake_reader()
    forget_sources(channel=KEY, but=[account.said for account in configured])
