"""Open311 as a channel: what apps file for residents; answers are published, and go out by e-mail where one was given."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.contacts.channel import Arrival, Outgoing, Receipt
from hantong.contacts.mail import send_mail
from hantong.contacts.reading import read_arrival
from hantong.contacts.samples import typed_sample

KEY = "open311"


class Open311Channel:
    """What an app sends by the standard, already read into named values (see `filing.py`)."""

    key = KEY
    label = _("Open311 app")
    replies = "email"

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read what was filed. Raises ChannelError(permanent=True)."""
        return read_arrival(arrival, channel=self.key, at=at)

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Send an answer by e-mail. Raises ChannelError."""
        return send_mail(outgoing, at=at)

    def sample(self) -> Mapping[str, object]:
        """Give what an app files for an ordinary resident."""
        return {**typed_sample(), "address": "수원시 팔달구 덕영대로 924", "lat": 37.266, "lon": 127.0}
