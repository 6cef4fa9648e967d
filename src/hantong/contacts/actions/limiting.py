"""How often somebody unnamed may do something: counted in the database, so that all web processes count together."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from hantong.contacts.models import Tally

COUNT = """
INSERT INTO contacts_tally (key, count, ends_at)
SELECT key, times, %(ends_at)s FROM unnest(%(keys)s::text[], %(times)s::integer[]) AS counted (key, times) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN contacts_tally.ends_at <= %(at)s THEN EXCLUDED.count
               ELSE contacts_tally.count + EXCLUDED.count END,
  ends_at = CASE WHEN contacts_tally.ends_at <= %(at)s THEN EXCLUDED.ends_at ELSE contacts_tally.ends_at END
RETURNING key, count, ends_at
"""


class Counted(NamedTuple):
    """The how manieth attempt it was, and until when it counts."""

    number: int
    ends_at: datetime


def count_attempt(*, what: str, who: str, most: int, within: timedelta, at: datetime) -> datetime | None:
    """Count that `who` did `what`; past `most` times `within` a while, give the moment at which it is allowed again."""
    (counted,) = count_attempts(attempts=[(what, who)], within=within, at=at)
    return counted.ends_at if counted.number > most else None


def count_attempts(*, attempts: Sequence[tuple[str, str]], within: timedelta, at: datetime) -> list[Counted]:
    """Count attempts (what, who) in their order, in one statement."""
    keys = [_key(what, who) for what, who in attempts]
    times = Counter(keys)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"keys": list(times), "times": list(times.values()), "ends_at": at + within, "at": at})
        last = {key: Counted(number, ends_at) for key, number, ends_at in cursor.fetchall()}
    counted = []
    for key in reversed(keys):
        counted.append(last[key])
        last[key] = Counted(last[key].number - 1, last[key].ends_at)
    return counted[::-1]


def wait_of(*, what: str, who: str, most: int, at: datetime) -> datetime | None:
    """Give the moment at which `who` may do `what` again, if the limit is reached now; counts nothing."""
    tally = Tally.objects.filter(key=_key(what, who), count__gt=most, ends_at__gt=at).first()
    return tally.ends_at if tally else None


def counts_of(*, what: str, whom: Collection[str], at: datetime) -> dict[str, int]:
    """Give how often each of `whom` has done `what` lately; counts nothing."""
    keys = {_key(what, who): who for who in whom}
    tallies = Tally.objects.filter(key__in=keys, ends_at__gt=at)
    return {keys[key]: count for key, count in tallies.values_list("key", "count")}


def _key(what: str, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}\n{who}".encode(), hashlib.sha256).hexdigest()


def forget_old_tallies(*, at: datetime) -> int:
    """Remove the counts whose time is over; tell how many."""
    return Tally.objects.filter(ends_at__lte=at).delete()[0]
