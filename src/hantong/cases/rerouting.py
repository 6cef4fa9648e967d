"""Where past matters would have gone by other rules: counted by kind, so that millions take one question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from hantong.cases.models import CaseQuerySet
from hantong.cases.routing import NoRoute, Question, Rule, route
from hantong.cases.rule_book import duties_for, rules
from hantong.catalogue.book import catalogue
from hantong.offices.directory import directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Matters that every rule treats alike, and how many of them there were."""

    question: Question
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """So many matters would have gone to `after` (None: nowhere) rather than to `before`."""

    before: UUID | None
    after: UUID | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a changed set of rules would have meant for `total` matters, the largest diversion first."""

    total: int
    diversions: tuple[Diversion, ...]

    @property
    def diverted(self) -> int:
        """How many would have gone elsewhere."""
        return sum(each.count for each in self.diversions)


def kinds_of(cases: CaseQuerySet, *, starts_at: datetime, ends_at: datetime) -> list[Kind]:
    """Count the matters said in a period by what decides about their way."""
    columns = ("service", "jurisdiction", "place", "channel", "band")
    rows = cases.filter(said_at__gte=starts_at, said_at__lt=ends_at).values_list(*columns)
    return [
        Kind(question=_question(*row), count=count)
        for *row, count in rows.annotate(matters=Count("pk")).order_by().values_list(*columns, "matters")
    ]


def _question(service: UUID | None, jurisdiction: UUID, place: UUID | None, channel: str, band: int) -> Question:
    known = catalogue().services.get(service) if service else None
    return Question(
        service=service,
        group=known.group_id if known else None,
        jurisdictions=directory().ancestors[jurisdiction],
        place=place,
        channel=channel,
        band=band,
    )


def compare(kinds: Iterable[Kind], changed: Sequence[Rule]) -> Comparison:
    """Send every kind of matter by today's rules and by `changed` ones, and count those that part."""
    total, parted = 0, Counter[tuple[UUID | None, UUID | None]]()
    for kind in kinds:
        total += kind.count
        before, after = (destination(kind.question, by) for by in (rules(), changed))
        if before != after:
            parted[before, after] += kind.count
    return Comparison(
        total=total,
        diversions=tuple(
            Diversion(before=before, after=after, count=count) for (before, after), count in parted.most_common()
        ),
    )


def destination(question: Question, by: Sequence[Rule]) -> UUID | None:
    """Give the department that a matter would go to, or None where there is no way."""
    service = catalogue().services.get(question.service) if question.service else None
    front = directory().front_office(question.jurisdictions[0])
    try:
        way = route(question, rules=by, duties=duties_for(service), front_office=front.pk if front else None)
    except NoRoute:
        return None
    return way.department


def with_rule(changed: Rule, *, is_active: bool) -> list[Rule]:
    """Give today's rules with one put in, put in the place of its former self, or taken out."""
    others = [rule for rule in rules() if rule.id != changed.id]
    return sorted([*others, changed] if is_active else others, key=lambda rule: rule.rank)
