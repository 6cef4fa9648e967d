"""What the stories of mail share: our two addresses, and mails of Ms Han as her programme sends them."""

import io
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest

from hantong.channels.email.actions import Delivery, keep_mail
from hantong.channels.email.envelope import Fingerprint
from hantong.contacts.actions import take_in
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.contacts.own_addresses import own_address
from hantong.kit.editions import forget_edition
from hantong.project.cast import LONG_AGO, NOON, Province

OURS = "minwon@suwon.example"


@pytest.fixture
def addresses(province: Province) -> OwnAddress:
    """Give the address of Suwon, beside one for potholes of the whole province."""
    common = {"channel": "email", "changed_at": LONG_AGO}
    OwnAddress.objects.create(
        address="pothole@gyeonggi.example", jurisdiction=province.gyeonggi, service=province.pothole, **common
    )
    row = OwnAddress.objects.create(
        address=OURS, jurisdiction=province.suwon, place=province.web, most_per_sender_h=5, **common
    )
    forget_edition()
    return row


def mail_of(text: str = "가로등이 꺼졌습니다.", **headers: str) -> EmailMessage:
    """Make a mail as Ms Han's programme would; a header given as "" is left out."""
    message = EmailMessage()
    plain = {
        "From": "한영숙 <han@example.org>",
        "To": OURS,
        "Subject": "수원역 가로등",
        "Message-ID": "<first@example.org>",
        "Date": "Wed, 04 Mar 2026 11:50:00 +0900",
    }
    for name, value in {**plain, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        if value:
            message[name] = value
    message.set_content(text)
    return message


Bring = Callable[..., RawArrival]


def kept(content: bytes, *, at: datetime = NOON, to: str = OURS, **more: Any) -> RawArrival | None:
    """Keep a mail as a mail server brings it."""
    fingerprint = Fingerprint()
    fingerprint.update(content)
    delivery = Delivery(
        content=io.BytesIO(content),
        fingerprint=fingerprint,
        size_bytes=len(content),
        address=own_address("email", to),
        **{"return_path": "han@example.org", **more},
    )
    return keep_mail(delivery=delivery, at=at)


@pytest.fixture
def bring(addresses: OwnAddress) -> Bring:
    """Keep a mail and have it read."""

    def bring_in(message: EmailMessage | bytes, *, at: datetime = NOON, **more: Any) -> RawArrival:
        content = message if isinstance(message, bytes) else message.as_bytes()
        raw = kept(content, at=at, **more)
        assert raw is not None
        if raw.state == RawArrival.State.WAITING:
            take_in(arrival=raw.pk, at=at)
        raw.refresh_from_db()
        return raw

    return bring_in
