"""What staff have on their desks beside the matters themselves: alerts, text templates, saved views, files."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models.case import Case
from hantong.kit.ids import new_id
from hantong.kit.words import Named
from hantong.offices.models import Department, Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson


class AlertQuerySet(models.QuerySet["Alert"]):
    """Chainable questions about alerts."""

    def for_person(self, person: "StaffPerson") -> "AlertQuerySet":
        """Keep what concerns `person` or, where nobody is named, one of their units."""
        return self.filter(Q(staff=person.staff) | Q(staff__isnull=True, unit__in=person.department_ids()))

    def unseen(self) -> "AlertQuerySet":
        """Keep what nobody has looked at."""
        return self.filter(seen_at__isnull=True)


class Alert(models.Model):
    """Something that a member of staff, or a unit, has to know; `key` makes a repeated announcement one alert."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, null=True, db_index=False)
    unit = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, db_index=False)
    kind = models.CharField(max_length=24)
    is_alarm = models.BooleanField(default=False)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Staff, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["staff", "-at"], name="alert_by_staff"),
            models.Index(fields=["unit", "-at"], name="alert_by_unit"),
            models.Index(fields=["case", "-at"], name="alert_by_case"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(staff__isnull=False) | Q(unit__isnull=False), name="alert_has_a_reader"),
        )


class AnswerTemplate(Named):
    """A text with {placeholders} for answers and notices, in each language."""

    class Use(models.TextChoices):
        """What it is for."""

        ANSWER = "answer"
        CLOSING = "closing"
        QUESTION = "question"
        EXTENSION = "extension"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, null=True, blank=True)
    code = models.SlugField()
    use = models.CharField(max_length=10, choices=Use, default=Use.ANSWER)
    bodies = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="template_code_once", nulls_distinct=False),
        )


class SavedView(models.Model):
    """A work list's filters, kept under a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["staff", "name"], name="saved_view_once"),)


class Attachment(models.Model):
    """A file that came with a matter: checked, kept by its hash, only ever downloaded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    is_public = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
