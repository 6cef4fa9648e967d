"""What one can ask for: services, what must be told, who is responsible and by when an answer is due."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hantong.kit.ids import new_id
from hantong.kit.words import Named
from hantong.offices.models import Department, Jurisdiction, Place

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

EDITING = "catalogue.edit"


class RetentionClass(Named):
    """How long records of a kind are kept after they are settled."""

    code = models.SlugField(primary_key=True)
    keep_days = models.PositiveIntegerField()
    basis = models.CharField(max_length=200, blank=True)


class ServiceGroup(Named):
    """A heading under which residents look for services."""

    code = models.SlugField(primary_key=True)
    rank = models.SmallIntegerField(default=0)


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services by who may change them."""

    def editable_by(self, person: "StaffPerson") -> "ServiceQuerySet":
        """Keep the services of the jurisdictions within which `person` keeps the catalogue."""
        reach = person.reach(EDITING)
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class Service(Named):
    """One thing that a resident can ask for, ask about or report."""

    class DeadlineUnit(models.TextChoices):
        """How a deadline is counted; the calculation is `hantong.cases.deadlines`."""

        NONE = "none"
        IMMEDIATE = "kr_immediate"
        KR_DAYS = "kr_days"
        KR_WEEKS = "kr_weeks"
        KR_MONTHS = "kr_months"
        KR_YEARS = "kr_years"
        WORKING_HOURS = "working_hours"
        WORKING_DAYS = "working_days"
        CALENDAR_DAYS = "calendar_days"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField()
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="services")
    descriptions = models.JSONField(default=dict, blank=True)
    keywords = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    needs_place = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    answerable_at_once = models.BooleanField(default=False)
    standard_answers = models.JSONField(default=dict, blank=True)
    deadline_unit = models.CharField(max_length=16, choices=DeadlineUnit, default=DeadlineUnit.KR_DAYS)
    deadline_amount = models.PositiveSmallIntegerField(default=7)
    retention = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["jurisdiction", "code"], name="service_code_once"),)


class ServiceAttribute(Named):
    """One more thing to ask for a service, in Open311's types."""

    class Datatype(models.TextChoices):
        """Open311 GeoReport v2 `datatype`."""

        STRING = "string"
        NUMBER = "number"
        DATETIME = "datetime"
        TEXT = "text"
        SINGLE = "singlevaluelist"
        MULTI = "multivaluelist"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="attributes")
    code = models.SlugField()
    datatype = models.CharField(max_length=16, choices=Datatype)
    is_required = models.BooleanField(default=False)
    is_variable = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()
    hints = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["service", "code"], name="attribute_code_once"),
            models.UniqueConstraint(
                fields=["service", "order"], name="attribute_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(order__gt=0), name="attribute_order_positive"),
        )


class Responsibility(models.Model):
    """Which department answers for a service, in a jurisdiction or at one place; no jurisdiction means everywhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="responsibilities")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, null=True, blank=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="responsibilities")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["service", "jurisdiction", "place"], name="responsibility_once", nulls_distinct=False
            ),
        )
