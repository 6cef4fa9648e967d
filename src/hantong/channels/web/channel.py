"""The public web form as a channel; answers go out by e-mail."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample


class WebChannel:
    """What residents write themselves, without an account."""

    key = "web"
    label = _("Web")
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read a form that was sent. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer by e-mail. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what an ordinary resident sends."""
        return typed_sample()
