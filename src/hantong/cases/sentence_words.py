"""The words for channels, fields and their values, as pages about matters say them."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hantong.catalogue.book import catalogue
from hantong.offices.bands import Band
from hantong.offices.directory import directory

CHANNELS: Mapping[str, str | Promise] = {
    "web": pgettext_lazy("channel", "Web"),
    "counter": pgettext_lazy("channel", "Counter"),
    "phone": pgettext_lazy("channel", "Phone"),
    "sms": pgettext_lazy("channel", "Text message"),
    "email": pgettext_lazy("channel", "E-mail"),
    "social": pgettext_lazy("channel", "Social network"),
    "mobile": pgettext_lazy("channel", "Visiting team"),
    "open311": "Open311",
    "chat": pgettext_lazy("channel", "Chat"),
    "kakao": pgettext_lazy("channel", "KakaoTalk"),
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
}
FIELDS: Mapping[str, str | Promise] = {
    "title": gettext_lazy("title"),
    "service": gettext_lazy("service"),
    "jurisdiction": gettext_lazy("jurisdiction"),
    "place": gettext_lazy("place of contact"),
    "address": gettext_lazy("address"),
    "lat": gettext_lazy("latitude"),
    "lon": gettext_lazy("longitude"),
    "attributes": gettext_lazy("details"),
    "is_urgent": gettext_lazy("urgency"),
    "resident": gettext_lazy("resident"),
}
BANDS: Mapping[Band, str | Promise] = {
    Band.DAY: pgettext_lazy("band", "Day"),
    Band.EVENING: pgettext_lazy("band", "Evening"),
    Band.NIGHT: pgettext_lazy("band", "Night"),
    Band.WEEKEND: pgettext_lazy("band", "Weekend"),
    Band.HOLIDAY: pgettext_lazy("band", "Holiday"),
}


def value_words(field: str, value: object) -> str:
    """Give a recorded value as people read it."""
    if value in (None, "", {}, []):
        return "—"
    if field == "is_urgent":
        return _("urgent") if value else _("not urgent")
    if field == "attributes" and isinstance(value, dict):
        return ", ".join(str(each) for each in value.values())
    if field in {"service", "jurisdiction", "place"}:
        return _named(field, str(value))
    return _("another resident") if field == "resident" else str(value)


def _named(field: str, key: str) -> str:
    offices = directory()
    known: Mapping[UUID, object] = {
        "service": catalogue().services,
        "jurisdiction": offices.jurisdictions,
        "place": offices.places,
    }[field]
    return str(known.get(UUID(key), key))
