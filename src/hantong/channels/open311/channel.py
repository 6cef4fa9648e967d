"""Open311 as a channel: what apps file for residents; answers are published, and go out by e-mail where one was given."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hantong.contacts.samples import typed_sample
from hantong.contacts.typed_channel import TypedChannel

KEY = "open311"


class Open311Channel(TypedChannel):
    """What an app sends by the standard, already read into named values (see `filing.py`)."""

    key = KEY
    label = _("Open311 app")

    def sample(self) -> Mapping[str, object]:
        """Give what an app files for an ordinary resident."""
        return {**typed_sample(), "address": "수원시 팔달구 덕영대로 924", "lat": 37.266, "lon": 127.0}
