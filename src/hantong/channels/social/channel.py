"""Social networks as a channel: who mentions us is heard, answers go into the thread or to the resident alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.channels.social.actions import KEY, send, take_posts
from hantong.channels.social.networks import KINDS, account_for
from hantong.channels.social.showing import shown
from hantong.contacts.channel import Arrival, Outgoing, ReachedBy, Receipt
from hantong.contacts.inbox import Kept, Shown, Taken
from hantong.contacts.reading import nonsense, read_arrival
from hantong.contacts.samples import typed_sample
from hantong.people.contact_points import ACCOUNT


class SocialChannel:
    """What residents write to our accounts, by the account that they write with."""

    key = KEY
    label = _("Social network")
    replies = ACCOUNT

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read named values; `account` is the resident's. Raises ChannelError(permanent=True)."""
        values = dict(arrival)
        account = values.pop("account", "")
        if not isinstance(account, str) or account.partition(":")[0] not in KINDS or len(account) > 200:
            raise nonsense("account is missing")
        read = read_arrival(values, channel=self.key, at=at)
        return replace(read, reached_by=(*read.reached_by, ReachedBy(kind=ACCOUNT, value=account.lower())))

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Say an approved answer in its thread, everything else to the resident alone. Raises ChannelError."""
        return send(outgoing=outgoing, at=at)

    def reaches(self, value: str) -> bool:
        """Tell whether we have an account on the network of that account."""
        return account_for(value) is not None

    def sample(self) -> Mapping[str, object]:
        """Give what an invented resident writes."""
        return {**typed_sample(), "phone": "", "account": "mastodon:han@social.example"}

    def take_in(self, those: Sequence[Kept], *, at: datetime) -> Sequence[Taken]:
        """Read kept posts and do what each asks for. Raises Refused, ChannelError."""
        return take_posts(those=those, at=at)

    def show(self, content: bytes) -> Shown:
        """Give a kept post as staff may look at it."""
        return shown(content)
