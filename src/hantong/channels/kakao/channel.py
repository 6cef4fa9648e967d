"""KakaoTalk as a channel: what residents report in the chatbot; answers wait there until they look."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hantong.channels.kakao.actions import keep_news
from hantong.contacts.channel import Arrival, ChannelError, Outgoing, ReachedBy, Receipt
from hantong.contacts.reading import nonsense, read_arrival
from hantong.contacts.samples import typed_sample
from hantong.people.contact_points import ACCOUNT

KEY = "kakao"
PREFIX = "kakao:"


class KakaoChannel:
    """What residents confirm in KakaoTalk, by the account key that the chatbot knows them by."""

    key = KEY
    label = _("KakaoTalk")
    replies = ACCOUNT

    def read(self, arrival: Mapping[str, object], *, at: datetime) -> Arrival:
        """Read named values; `account` is the resident's. Raises ChannelError(permanent=True)."""
        values = dict(arrival)
        account = values.pop("account", "")
        if not isinstance(account, str) or not account.startswith(PREFIX) or len(account) > 120:
            raise nonsense("account is missing")
        read = read_arrival(values, channel=self.key, at=at)
        return replace(read, reached_by=(*read.reached_by, ReachedBy(kind=ACCOUNT, value=account)))

    def send(self, outgoing: Outgoing, *, at: datetime) -> Receipt:
        """Keep an answer for when the resident next writes. Raises ChannelError."""
        if not self.reaches(outgoing.recipient):
            raise ChannelError("not an account of KakaoTalk", permanent=True)
        keep_news(key=outgoing.key, account=outgoing.recipient, text=outgoing.body, at=at)
        return Receipt(reference="", at=at, is_final=False)

    def reaches(self, value: str) -> bool:
        """Tell whether an account is one of KakaoTalk's."""
        return value.startswith(PREFIX)

    def sample(self) -> Mapping[str, object]:
        """Give what an invented resident reports."""
        return {**typed_sample(), "phone": "", "account": "kakao:3c9a1b7e5d2f4860a1"}
