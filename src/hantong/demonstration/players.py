"""The staff of a live play: keys of the API for as long as it lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict

from hantong.access.actions import issue_key, revoke_key
from hantong.access.models import Staff
from hantong.catalogue.book import catalogue
from hantong.demonstration.browser import Browser
from hantong.demonstration.staff import DOMAIN
from hantong.offices.directory import directory


class Given(TypedDict):
    """What a stage is set with."""

    base: str
    desk: Browser
    officials: dict[str, Browser]
    places: dict[str, str]
    services: dict[str, str]
    tell: Callable[[str], None]


@contextmanager
def players(*, base: str, at: datetime, tell: Callable[[str], None]) -> Iterator[Given]:
    """Give Ji-woo and the officials of two towns keys of the API, and take these back in the end."""
    names = {"jiwoo": ("contacts.take", "cases.see"), "hyunwoo": ("cases.see", "cases.handle")}
    names["donghyun"] = names["hyunwoo"]
    staff = {name: Staff.objects.get(email=f"{name}@{DOMAIN}") for name in names}
    keys = {
        name: issue_key(staff=staff[name], name="demo live", capabilities=allowed, by=None, at=at, most_per_min=100_000)
        for name, allowed in names.items()
    }
    try:
        yield Given(
            base=base,
            desk=Browser(base, keys["jiwoo"].secret.text),
            officials={
                "suwon": Browser(base, keys["hyunwoo"].secret.text),
                "uijeongbu": Browser(base, keys["donghyun"].secret.text),
            },
            places={code: str(place.pk) for code, place in directory().place_codes.items()},
            services={service.code: str(service.pk) for service in catalogue().services.values()},
            tell=tell,
        )
    finally:
        for name, issued in keys.items():
            revoke_key(key=issued.key, by=staff[name], at=at)
