"""The chat as a channel: what became of a talk is answered by e-mail, or by voice where no address was given."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample

KEY = "chat"


class ChatChannel:
    """Talks on our own page, once they are over."""

    key = KEY
    label = _("Web chat")
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what a talk became. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer by e-mail. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what an invented resident left in writing."""
        return {**typed_sample(), "phone": "", "email": "han@example.org"}
