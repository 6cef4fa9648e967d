"""Counts that are always current: a ledger that the database itself writes beside every contact and matter."""

from django.db import models
from django.db.models import Q


class Tally(models.Model):
    """So many contacts or matters more (or fewer) on a local day in a band, under one heading.

    Rows are only ever added, in the same transaction as what they count, so nobody waits for anybody; a job folds
    the rows of a day into one (`is_folded`). The sum is exact at every moment.
    """

    class Kind(models.IntegerChoices):
        """What is counted."""

        CONTACTS = 1
        MATTERS = 2

    class Heading(models.IntegerChoices):
        """Under what it is counted; `key` is the channel's word, or the id of the place, service or jurisdiction."""

        CHANNEL = 1
        PLACE = 2
        SERVICE = 3
        JURISDICTION = 4

    kind = models.SmallIntegerField(choices=Kind)
    heading = models.SmallIntegerField(choices=Heading)
    key = models.CharField(max_length=36, blank=True)
    day = models.DateField()
    band = models.SmallIntegerField()
    count = models.IntegerField()
    is_folded = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name_plural = "tallies"
        indexes = (
            models.Index(fields=["kind", "heading", "key", "day"], include=["band", "count"], name="tally_by_key"),
            models.Index(fields=["kind", "heading", "day"], include=["key", "band", "count"], name="tally_by_day"),
            models.Index(fields=["day"], condition=Q(is_folded=False), name="tally_unfolded"),
        )
