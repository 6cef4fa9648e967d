"""The figures of our accounts as CSV (RFC 4180)."""

import csv
import io
from collections.abc import Iterable

from hantong.channels.social.queries import COLUMNS, Month
from hantong.contacts.csv_export import safe


def as_csv(months: Iterable[Month]) -> str:
    """Give the file; what was not counted is empty."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for each in months:
        numbers = (each.followers, each.posts, each.mentions, each.matters, each.public, each.private)
        row = (each.account, f"{each.month:%Y-%m}", *("" if number is None else number for number in numbers))
        writer.writerow([safe(value) for value in row])
    return "\ufeff" + file.getvalue()
