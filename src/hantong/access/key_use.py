"""How often a key is used: so many times a minute, counted in one statement by all processes together."""

from math import ceil

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hantong.access.models import ApiKey
from hantong.kit.errors import Refused

MINUTE_S = 60.0
COUNT = """
INSERT INTO access_key_use AS kept (key_id, free_at)
VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(step)s))
ON CONFLICT (key_id) DO UPDATE
SET free_at = greatest(kept.free_at, clock_timestamp()) + make_interval(secs => %(step)s)
WHERE kept.free_at <= clock_timestamp() + make_interval(secs => %(room)s)
RETURNING 1
"""
WAIT = "SELECT extract(epoch FROM free_at - clock_timestamp()) - %(room)s FROM access_key_use WHERE key_id = %(key)s"


class TooManyRequests(Refused):
    """A key is used more often than it may be."""

    code = "too_many_requests"
    message = _("This key has used up its requests for now.")
    status = 429


def count_use(key: ApiKey) -> None:
    """Count one use of a key. Raises TooManyRequests.

    Each use moves the moment at which the key is free again by a part of a minute (the generic cell rate algorithm):
    a whole minute's uses may come at once, and one more whenever such a part has gone by.
    """
    step_s = MINUTE_S / key.most_per_min
    given: dict[str, str | float] = {"key": str(key.pk), "step": step_s, "room": MINUTE_S - step_s}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
        if cursor.fetchone():
            return
        cursor.execute(WAIT, given)
        row = cursor.fetchone()
    refused = TooManyRequests()
    refused.retry_after_s = max(1, ceil(row[0]) if row else 1)
    raise refused
