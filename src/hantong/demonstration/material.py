"""What the demonstration is made of: towns, services, sentences and names, read from the files beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("data")
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A city or county; `residents_k` weighs how often it is spoken of."""

    code: str
    names: Names
    kind: str
    lat: float
    lon: float
    residents_k: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A service with what residents say about it and how it usually ends.

    `weights` are for phone, counter and web; `opened_share` of the conversations become matters.
    """

    code: str
    unit: str
    weights: tuple[float, float, float]
    opened_share: float
    said: Mapping[str, tuple[str, ...]]
    done: tuple[str, ...]
    urgent_share: float
    foreign_share: float
    snow_weight: float
    needs_place: bool
    page: Mapping[str, Any]


def _file(name: str) -> Any:  # noqa: ANN401  whatever the file holds
    return yaml.load((FOLDER / f"{name}.yaml").read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


@cache
def towns() -> tuple[Town, ...]:
    """Give the 31 cities and counties."""
    return tuple(
        Town(code=code, names={"ko": ko, "en": en}, kind=kind, lat=lat, lon=lon, residents_k=residents_k)
        for code, ko, en, kind, lat, lon, residents_k in _file("cities")
    )


@cache
def offices() -> Mapping[str, Any]:
    """Give departments, places, teams and partner institutions as their file has them."""
    return _file("offices")  # type: ignore[no-any-return]


@cache
def catalogue_file() -> Mapping[str, Any]:
    """Give groups, retention classes and services as their file has them."""
    return _file("services")  # type: ignore[no-any-return]


@cache
def topics() -> tuple[Topic, ...]:
    """Give the services as topics of conversations."""
    return tuple(_topic(entry) for entry in catalogue_file()["services"])


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        code=entry["code"],
        unit=entry["unit"],
        weights=tuple(entry["weight"]),
        opened_share=entry["opened"],
        said={language: tuple(texts) for language, texts in entry["said"].items()},
        done=tuple(entry["done"]),
        urgent_share=entry.get("urgent", 0.02),
        foreign_share=entry.get("foreign", 0.06),
        snow_weight=entry.get("snow", 0),
        needs_place=entry.get("place", False),
        page=entry,
    )


@cache
def words() -> Mapping[str, Any]:
    """Give names, spots and the sentences of staff."""
    return _file("words")  # type: ignore[no-any-return]


@cache
def letters() -> Mapping[str, Any]:
    """Give what residents write, and the addresses of ours that they write to."""
    return _file("letters")  # type: ignore[no-any-return]


@cache
def partners() -> tuple[tuple[str, Names, str], ...]:
    """Give the 23 institutions: code, names and the service that they take referrals of."""
    return tuple((code, {"ko": ko, "en": en}, service) for code, ko, en, service in offices()["partners"])
