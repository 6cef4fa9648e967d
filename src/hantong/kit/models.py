"""The edition: one row that changes whenever reference data changes, so that every process knows when to read again."""

from django.db import models


class Edition(models.Model):
    """The single row whose `value` is new after every change of watched tables."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField()
