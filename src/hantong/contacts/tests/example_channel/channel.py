"""A letter box: it takes words in and cannot answer."""

from collections.abc import Mapping
from datetime import datetime

from hantong.contacts.channel import Arrival, ChannelError, Outgoing, Receipt
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample


class ExampleChannel:
    """Paper in a box in the hall."""

    key = "example"
    label = "Letter box"
    replies = ""

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what somebody typed from the paper."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Refuse: nothing comes out of a letter box."""
        raise ChannelError("a letter box cannot answer", permanent=True)

    def sample(self) -> Mapping[str, object]:
        """Give an ordinary slip of paper."""
        return typed_sample()
