"""The daily digest of each member of staff: wanted or not, and sent once a day."""

from datetime import date, datetime

from hantong.access.models import Staff
from hantong.contacts.models import Digest, DigestChoice


def choose_digest(*, staff: Staff, is_wanted: bool) -> None:
    """Keep whether `staff` wants the daily digest."""
    DigestChoice.objects.update_or_create(staff=staff, defaults={"is_wanted": is_wanted})


def record_digest(*, staff: Staff, day: date, at: datetime) -> bool:
    """Record that the digest of a day goes out; tell whether it had not yet."""
    row = Digest(staff=staff, day=day, sent_at=at)
    Digest.objects.bulk_create([row], ignore_conflicts=True)
    return Digest.objects.filter(pk=row.pk).exists()
