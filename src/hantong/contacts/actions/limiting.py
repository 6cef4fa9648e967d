"""How often somebody unnamed may do something: counted in the database, so that all web processes count together."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from hantong.contacts.models import Tally

COUNT = """
INSERT INTO contacts_tally (key, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN contacts_tally.ends_at <= %s THEN 1 ELSE contacts_tally.count + 1 END,
  ends_at = CASE WHEN contacts_tally.ends_at <= %s THEN EXCLUDED.ends_at ELSE contacts_tally.ends_at END
RETURNING count, ends_at
"""


def count_attempt(*, what: str, who: str, most: int, within: timedelta, at: datetime) -> datetime | None:
    """Count that `who` did `what`; past `most` times `within` a while, give the moment at which it is allowed again."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_key(what, who), at + within, at, at])
        count, ends_at = cursor.fetchone()
    return ends_at if count > most else None


def wait_of(*, what: str, who: str, most: int, at: datetime) -> datetime | None:
    """Give the moment at which `who` may do `what` again, if the limit is reached now; counts nothing."""
    tally = Tally.objects.filter(key=_key(what, who), count__gt=most, ends_at__gt=at).first()
    return tally.ends_at if tally else None


def _key(what: str, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}\n{who}".encode(), hashlib.sha256).hexdigest()


def forget_old_tallies(*, at: datetime) -> int:
    """Remove the counts whose time is over; tell how many."""
    return Tally.objects.filter(ends_at__lte=at).delete()[0]
