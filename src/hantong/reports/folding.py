"""Folding the tallies of a day into one row each, so that the ledger stays short."""

from django.db import connection, transaction

_LOCK = 7_221_120
_FOLD = """
WITH days AS (SELECT DISTINCT day FROM reports_tally WHERE NOT is_folded ORDER BY day LIMIT %s),
taken AS (
  DELETE FROM reports_tally USING days WHERE reports_tally.day = days.day
  RETURNING kind, heading, key, reports_tally.day, band, count
)
INSERT INTO reports_tally (kind, heading, key, day, band, count, is_folded)
SELECT kind, heading, key, day, band, sum(count), true FROM taken
GROUP BY kind, heading, key, day, band HAVING sum(count) <> 0
"""
DAYS_AT_ONCE = 200


def fold() -> int:
    """Fold the days that have new tallies, a batch at a time; give how many rows are left of them.

    Readers see either the rows before or the row after, never half; a second caller at the same time does nothing.
    """
    left = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return left
            cursor.execute(_FOLD, [DAYS_AT_ONCE])
            if cursor.rowcount <= 0:
                return left
            left += cursor.rowcount
