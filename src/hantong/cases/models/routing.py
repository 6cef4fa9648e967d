"""Rules about where matters go, edited as data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hantong.access.models import Staff
from hantong.catalogue.models import Service, ServiceGroup
from hantong.kit.ids import new_id
from hantong.kit.words import Named
from hantong.offices.models import Department, Jurisdiction, Place


class RoutingRule(Named):
    """If every named condition holds, the matter goes to `department`; the lowest `rank` that fits decides.

    An empty condition holds always. A jurisdiction stands for itself and all below it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rank = models.PositiveIntegerField()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, blank=True)
    group = models.ForeignKey(ServiceGroup, on_delete=models.CASCADE, null=True, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, null=True, blank=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    bands = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="routing_rules")
    is_active = models.BooleanField(default=True)
    changed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=["rank"], name="routing_rank_once", deferrable=models.Deferrable.DEFERRED),
        )
