"""What is typed or filed as named values: the common part of web, counter, phone, chat and Open311; answers go by e-mail."""

from collections.abc import Mapping
from datetime import datetime

from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample


class TypedChannel:
    """A channel whose arrivals are the named values of a form; `key` and `label` are its own."""

    key: str
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what was typed. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer by e-mail. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what is typed for an ordinary resident."""
        return typed_sample()
