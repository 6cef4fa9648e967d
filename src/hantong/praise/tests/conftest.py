"""What the stories share: the mayor's line of Suwon, and letters of Ms Han to it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from hantong.access.models import Staff
from hantong.channels.email.tests.conftest import kept, mail_of
from hantong.contacts.actions import take_in
from hantong.contacts.models import OwnAddress
from hantong.kit.editions import forget_edition
from hantong.praise.actions import LineFacts, hear_new, save_line
from hantong.praise.models import MayorsLine, MayorWord
from hantong.project.cast import LONG_AGO, NOON, Province, employ

MAYOR = "mayor@suwon.example"
Write = Callable[..., MayorWord]


@pytest.fixture
def mayor(province: Province) -> Staff:
    """Give the mayor of Suwon."""
    return employ("May-or", "governor", province.suwon_office)


@pytest.fixture
def line(province: Province, mayor: Staff, admin: Staff) -> MayorsLine:
    """Give the mayor's line, beside an ordinary address."""
    common = {"channel": "email", "jurisdiction": province.suwon, "changed_at": LONG_AGO}
    OwnAddress.objects.create(address="minwon@suwon.example", **common)
    address = OwnAddress.objects.create(address=MAYOR, most_per_sender_h=500, service=province.passport, **common)
    forget_edition()
    return save_line(line=None, facts=LineFacts(address=address.pk, readers=[mayor.pk]), by=admin, at=LONG_AGO)


@pytest.fixture
def write(line: MayorsLine) -> Write:
    """Have a resident write to the mayor; gives what it was taken for."""
    sent = iter(range(1000))

    def written(text: str, *, at: datetime = NOON, sender: str = "한영숙 <han@example.org>") -> MayorWord:
        name = f"<{next(sent)}@example.org>"
        raw = kept(mail_of(text, From=sender, To=MAYOR, Message_ID=name).as_bytes(), at=at, to=MAYOR)
        assert raw is not None
        take_in(arrival=raw.pk, at=at)
        raw.refresh_from_db()
        hear_new(at=at)
        return MayorWord.objects.select_related("case").get(contact=raw.contact)

    return written
