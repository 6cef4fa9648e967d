"""E-mail as a channel: what residents write to our addresses, and answers in the same thread."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.channels.email.actions import KEY, sample_values, take_mails
from hantong.channels.email.showing import shown
from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.inbox import Kept, Shown, Taken
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival


class EmailChannel:
    """What residents mail to the addresses that are on the list of our own."""

    key = KEY
    label = _("E-mail")
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read named values, as a mail gateway may hand them over. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what an ordinary resident sends."""
        return sample_values()

    def take_in(self, those: Sequence[Kept], *, at: datetime) -> Sequence[Taken]:
        """Read kept mails and do what each asks for. Raises Refused, ChannelError."""
        return take_mails(those=those, at=at)

    def show(self, content: bytes) -> Shown:
        """Give a kept mail as staff may look at it."""
        return shown(content)
