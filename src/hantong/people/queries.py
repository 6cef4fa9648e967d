"""Questions about residents."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from hantong.people.contact_points import NotAContactPoint, normalised
from hantong.people.models import LegalHold, Resident
from hantong.people.name_terms import name_query

MOST = 50


def record_ids(resident: Resident) -> list[UUID]:
    """Give the keys of all records that are this person: the resident's own and those merged into it."""
    return [resident.pk, *Resident.objects.filter(merged_into=resident.pk).values_list("pk", flat=True)]


def standing_hold(residents: Iterable[UUID]) -> LegalHold | None:
    """Give a legal hold that stands on any of these records."""
    return LegalHold.objects.filter(resident__in=list(residents), released_at__isnull=True).first()


def held_residents() -> set[UUID]:
    """Give the keys of all records that may not be erased now: of everybody on any of whose records a hold stands."""
    standing = Resident.objects.filter(legal_holds__isnull=False, legal_holds__released_at__isnull=True)
    people = {kept or own for own, kept in standing.values_list("pk", "merged_into_id")}
    merged = Resident.objects.filter(merged_into__in=people).values_list("pk", flat=True)
    return people | set(merged)


def found(visible: QuerySet[Resident], text: str) -> list[Resident]:
    """Find residents by a part of their name, a telephone number in any notation, or an e-mail address."""
    terms = Q(name_terms__contains=name_query(text)) if name_query(text) else Q()
    matches = (
        visible.filter(_reached_at(text) or terms, erased_at__isnull=True)
        .select_related("jurisdiction", "merged_into__jurisdiction")
        .prefetch_related("contact_points", "merged_into__contact_points")
    )
    kept: dict[UUID, Resident] = {}
    for resident in matches.order_by("name", "pk").distinct()[: MOST + 1]:
        person = resident.merged_into or resident
        kept[person.pk] = person
    return list(kept.values())


def _reached_at(text: str) -> Q:
    is_address, digits = "@" in text, sum(letter.isdigit() for letter in text)
    if not is_address and digits < 7:
        return Q()
    kind = "email" if is_address else "phone"
    try:
        value = normalised(kind=kind, value=text)
    except NotAContactPoint:
        return Q(pk__in=[])
    return Q(contact_points__kind=kind, contact_points__value=value)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, and what they share."""

    first: Resident
    second: Resident
    shared: str


NEWEST = 5000
_PAIRS = """
WITH fresh AS (
  SELECT id, name, jurisdiction_id FROM people_resident
  WHERE merged_into_id IS NULL AND erased_at IS NULL
    AND (%(all)s OR jurisdiction_id = ANY(%(within)s) OR known_in && %(within)s)
  ORDER BY id DESC LIMIT %(newest)s
), alike AS (
  (SELECT fresh.id AS one, other.resident_id AS two, own.value AS shared
   FROM fresh JOIN people_contactpoint own ON own.resident_id = fresh.id
   JOIN people_contactpoint other
     ON other.value = own.value AND other.kind = own.kind AND other.resident_id <> fresh.id
   LIMIT %(most)s * 4)
  UNION ALL
  (SELECT fresh.id, other.id, fresh.name FROM fresh
   JOIN people_resident other
     ON other.jurisdiction_id = fresh.jurisdiction_id AND other.name = fresh.name AND other.id <> fresh.id
   WHERE fresh.name <> '' AND NOT EXISTS (
     SELECT 1 FROM people_contactpoint p WHERE p.resident_id = fresh.id AND p.kind = 'phone')
   LIMIT %(most)s * 4)
)
SELECT least(one, two), greatest(one, two), min(shared) FROM alike
JOIN people_resident other ON other.id = alike.two
WHERE other.merged_into_id IS NULL AND other.erased_at IS NULL
  AND (%(all)s OR other.jurisdiction_id = ANY(%(within)s) OR other.known_in && %(within)s)
  AND NOT EXISTS (SELECT 1 FROM people_apart apart
                  WHERE apart.first_id = least(one, two) AND apart.second_id = greatest(one, two))
GROUP BY 1, 2 ORDER BY 3, 1 LIMIT %(most)s
"""


def alike(*, within: Iterable[UUID], is_everything: bool) -> list[Pair]:
    """Give pairs of a newer record and any that shares a contact point with it, or a name where it has no telephone.

    The newest records are compared with all, so that the cost does not grow with the number of residents. Two people
    of one name with a telephone each are too common to be worth a question; pairs that somebody decided to keep apart
    are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"all": is_everything, "within": list(within), "most": MOST, "newest": NEWEST})
        rows = cursor.fetchall()
    keys = {key for row in rows for key in row[:2]}
    people = Resident.objects.prefetch_related("contact_points").select_related("jurisdiction").in_bulk(keys)
    return [Pair(first=people[one], second=people[two], shared=shared) for one, two, shared in rows]
