"""What a vendor's folder or file has to say: how texts are handed over, what they cost, and how its calls are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.utils.module_loading import import_string

from hantong.channels.sms.kept import Heard
from hantong.channels.sms.measure import Measure
from hantong.channels.sms.receipts import Report
from hantong.channels.sms.settings_read import VendorAccount, vendor_account


class NotSigned(ValueError):
    """A call that the vendor did not sign, or that is too old."""


class NotRead(ValueError):
    """A call that nobody could make sense of; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A text as it is handed to a vendor; the same `key` handed over twice is one text."""

    key: str
    sender: str
    recipient: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A text that a vendor brings, under the vendor's own name for it."""

    reference: str
    heard: Heard


class Vendor(Protocol):
    """One HTTP vendor."""

    def measure(self, text: str) -> Measure:
        """Give what a text costs and how long it is for this vendor."""

    def send(self, text: Handed) -> str:
        """Hand a text over; give the vendor's name for it. Raises ChannelError."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Make sure that a call is the vendor's. Raises NotSigned."""

    def read_arrival(self, body: bytes) -> Brought:
        """Read a text that the vendor brings. Raises NotRead."""

    def read_status(self, body: bytes) -> Report:
        """Read what became of a text of ours. Raises NotRead."""


@cache
def _made(account: VendorAccount) -> Vendor:
    made: Vendor = import_string(account.path)(account)
    return made


def vendor() -> Vendor | None:
    """Give the configured vendor, if there is one."""
    account = vendor_account()
    return _made(account) if account else None
