"""How else residents reach us, for the front page: the telephone, and our own addresses for everything."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.contacts.models import OwnAddress
from hantong.contacts.own_addresses import own_addresses
from hantong.offices.directory import directory
from hantong.offices.models import Place
from hantong.praise.models import MayorsLine

SCHEMES = {"sms": "sms:", "email": "mailto:"}
LABELS = {"sms": _("By text message"), "email": _("By e-mail"), "social": _("On social networks")}
ICONS = {"sms": "chat", "email": "mail", "social": "globe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShown:
    """One line: what kind of way it is, the number or address as it is read, and where a press leads."""

    icon: str
    label: str | Promise
    address: str
    href: str = ""


def ways_shown() -> list[WayShown]:
    """Give the ways that are open to everybody: telephone first, the line to the mayor last."""
    return [*_telephones(), *_addresses()]


def _telephones() -> Iterator[WayShown]:
    for place in directory().places.values():
        if place.kind == Place.Kind.CALL_CENTRE and place.phone:
            yield WayShown(icon="phone", label=_("By telephone"), address=place.phone, href=f"tel:{place.phone}")


def _addresses() -> Iterator[WayShown]:
    """Give the addresses of the whole house; those for one place or one service are told there."""
    root = next((row.pk for row in directory().jurisdictions.values() if row.parent_id is None), None)
    ours = [row for row in own_addresses().values() if row.jurisdiction_id == root and row.place_id is None]
    mayors = set(MayorsLine.objects.filter(address__in=[row.pk for row in ours]).values_list("address", flat=True))
    for row in sorted(ours, key=lambda row: list(LABELS).index(row.channel) if row.channel in LABELS else -1):
        if row.channel in LABELS and row.service_id is None and row.pk not in mayors:
            yield _line(row, LABELS[row.channel], ICONS[row.channel])
    for row in ours:
        if row.channel in LABELS and row.pk in mayors:
            yield _line(row, _("Directly to the mayor or governor"), "star")


def _line(row: OwnAddress, label: str | Promise, icon: str) -> WayShown:
    scheme = SCHEMES.get(row.channel)
    shown = row.address.partition(":")[2] if row.channel == "social" else row.address
    return WayShown(icon=icon, label=label, address=shown, href=f"{scheme}{row.address}" if scheme else "")
