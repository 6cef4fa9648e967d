"""Text messages as a channel: what residents text to our numbers, and answers to their telephones."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.channels.sms import sending_out
from hantong.channels.sms.actions import take_texts
from hantong.channels.sms.numbers import KEY, is_mobile
from hantong.channels.sms.showing import shown
from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.inbox import Kept, Shown, Taken
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample


class SmsChannel:
    """What residents text to the numbers that are on the list of our own."""

    key = KEY
    label = _("Text message")
    replies = "phone"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read named values. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer. Raises ChannelError."""
        return sending_out.send(outgoing, at=at)

    def reaches(self, value: str) -> bool:
        """Tell whether texts go out at all, and can be read at that number."""
        return sending_out.can_send() and is_mobile(value)

    def sample(self) -> Mapping[str, object]:
        """Give what an ordinary resident texts."""
        return {**typed_sample(), "phone": "010-1234-5678", "name": ""}

    def take_in(self, those: Sequence[Kept], *, at: datetime) -> Sequence[Taken]:
        """Read kept texts and do what each asks for. Raises Refused, ChannelError, ValueError."""
        return take_texts(those=those, at=at)

    def show(self, content: bytes) -> Shown:
        """Give a kept text as staff may look at it."""
        return shown(content)
