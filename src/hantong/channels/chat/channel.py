"""The chat as a channel: what became of a talk is answered by e-mail, or by voice where no address was given."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hantong.contacts.samples import typed_sample
from hantong.contacts.typed_channel import TypedChannel

KEY = "chat"


class ChatChannel(TypedChannel):
    """Talks on our own page, once they are over."""

    key = KEY
    label = _("Web chat")

    def sample(self) -> Mapping[str, object]:
        """Give what an invented resident left in writing."""
        return {**typed_sample(), "phone": "", "email": "han@example.org"}
