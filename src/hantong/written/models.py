"""What waits for an answer, who answers, and how long an answer may take."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case, HandOver
from hantong.kit.ids import new_id
from hantong.offices.models import Department, Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

MOST_AT_ONCE = 5


class WaitingQuerySet(models.QuerySet["Waiting"]):
    """Chainable questions about what waits."""

    def visible_to(self, person: "StaffPerson") -> "WaitingQuerySet":
        """Keep what is about matters that `person` may see."""
        return self.filter(case__in=Case.objects.visible_to(person))

    def of_units_of(self, person: "StaffPerson") -> "WaitingQuerySet":
        """Keep what waits in the person's departments or with themselves."""
        return self.filter(Q(case__holder_unit__in=person.department_ids()) | Q(case__holder=person.staff))

    def free(self) -> "WaitingQuerySet":
        """Keep what nobody works on and nobody has been offered."""
        offered = HandOver.objects.pending().values("case")
        return self.filter(case__holder__isnull=True).exclude(case__in=offered)

    def by_clock(self) -> "WaitingQuerySet":
        """Sort as it should be answered: urgent first, then by when an answer is wanted."""
        return self.order_by("-case__is_urgent", "target_at", "case")


class Waiting(models.Model):
    """A matter in which the resident wrote last; `n` is the history row of their last words."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="waiting_answer")
    n = models.PositiveIntegerField()
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    band = models.PositiveSmallIntegerField()
    is_first = models.BooleanField()
    since = models.DateTimeField()
    target_at = models.DateTimeField()

    objects = WaitingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["target_at"], name="waiting_target"),)


class FirstAnswer(models.Model):
    """How long the first answer to a written matter took, beside what was wanted."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    channel = models.CharField(max_length=20)
    band = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    answered_at = models.DateTimeField()
    is_in_time = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=["answered_at"], name="first_answer_at"),)


class Target(models.Model):
    """Within how many minutes a first answer is wanted; the narrowest row that fits holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, null=True, db_index=False)
    channel = models.CharField(max_length=20)
    band = models.PositiveSmallIntegerField(null=True)
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["jurisdiction", "channel", "band"], name="target_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="target_positive"),
        )


class Writer(models.Model):
    """Somebody who answers in writing: about what, how much at once, and whether they are on or away."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, primary_key=True, related_name="writer")
    groups = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    most_at_once = models.PositiveSmallIntegerField(default=MOST_AT_ONCE)
    is_on = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True, blank=True)
    away_from = models.DateTimeField(null=True, blank=True)
    away_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(most_at_once__range=(1, 50)), name="writer_most_at_once"),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_until__isnull=True) | Q(away_until__gt=models.F("away_from")),
                name="writer_away_ends",
            ),
        )

    def is_away(self, at: datetime) -> bool:
        """Whether they are away at `at`."""
        return self.away_from is not None and self.away_until is not None and self.away_from <= at < self.away_until


class Floor(models.Model):
    """How a department's written work is given out: `pushed_by` switched on that it is given by itself."""

    department = models.OneToOneField(Department, on_delete=models.CASCADE, primary_key=True, related_name="+")
    pushed_by = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+", db_index=False)
    pushed_since = models.DateTimeField()
