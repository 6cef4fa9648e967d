"""The desk as a channel: staff type for the visitor; answers go out by e-mail, else by voice."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample


class CounterChannel:
    """What a visitor says, typed by whoever sits opposite."""

    key = "counter"
    label = _("Counter")
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what was typed. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer by e-mail. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what staff type for an ordinary visitor."""
        return typed_sample()
