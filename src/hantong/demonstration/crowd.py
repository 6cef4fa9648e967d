"""Invented residents: names put together by chance, telephone numbers that no operator gives out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from hantong.demonstration.keys import key_at
from hantong.demonstration.material import words
from hantong.demonstration.staff import korean_name

LANGUAGES = ("en", "zh", "vi")
MAIL = "jumin.example"
NEEDS = ("wheelchair", "large_print", "hard_of_hearing", "cannot_read", "interpreter", "sign_language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A resident: `phone` begins with 010-0, which is no number of a real telephone; some have no e-mail address."""

    key: UUID
    name: str
    language: str
    jurisdiction: UUID
    phone: str
    email: str
    needs: tuple[str, ...]
    known_since: datetime


def crowd(*, sizes: Sequence[tuple[UUID, int]], since: datetime, random: Random) -> dict[UUID, list[Somebody]]:
    """Invent so many residents for each jurisdiction."""
    number = 0
    found: dict[UUID, list[Somebody]] = {}
    for jurisdiction, count in sizes:
        people = found[jurisdiction] = []
        for _ in range(count):
            number += 1
            people.append(_somebody(number, jurisdiction, since, random))
    return found


def _somebody(number: int, jurisdiction: UUID, since: datetime, random: Random) -> Somebody:
    is_foreign = random.random() < 0.06
    return Somebody(
        key=key_at(since, random),
        name=random.choice(words()["foreign_names"]) if is_foreign else korean_name(random),
        language=random.choice(LANGUAGES) if is_foreign else "ko",
        jurisdiction=jurisdiction,
        phone=f"+82100{number * 7919 % 10_000_000:07d}",
        email=f"resident{number}@{MAIL}" if random.random() < 0.6 else "",
        needs=(random.choice(NEEDS),) if random.random() < 0.04 else (),
        known_since=since,
    )
