"""One coming-in of another system's export, and how far it has come."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from hantong.access.models import Staff
from hantong.kit.ids import new_id
from hantong.offices.models import Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Chainable questions about imports."""

    def visible_to(self, person: "StaffPerson") -> "ImportRunQuerySet":
        """Keep the imports into jurisdictions that `person` brings cases into, and their own that go nowhere yet."""
        reach = person.reach("imports.run")
        if reach.is_everything:
            return self
        return self.filter(Q(jurisdiction__in=reach.jurisdictions) | Q(jurisdiction__isnull=True, by=person.staff))

    def unfinished(self) -> "ImportRunQuerySet":
        """Keep those that were begun and not ended."""
        return self.filter(started_at__isnull=False, finished_at__isnull=True)


class ImportRun(models.Model):
    """A file, how it is read and what came of it.

    `file_key` is the digest of file and settings: the same again goes on where the first was cut off. `survey` is
    the report of the dry run, `report` that of the import. `indexed_key` is how far the search terms are filled.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    file_key = models.CharField(max_length=64)
    settings = models.JSONField(default=dict)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    made_at = models.DateTimeField()
    survey = models.JSONField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    indexed_key = models.CharField(max_length=80, blank=True)
    indexed_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["file_key", "-made_at"], name="import_same_again"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(started_at__lte=F("finished_at")), name="import_ends_later"
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class ImportBatch(models.Model):
    """A batch that was committed: what is here is in the tables."""

    pk = models.CompositePrimaryKey("run_id", "n")
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="batches", db_index=False)
    n = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    imported = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    duplicates = models.PositiveIntegerField()
    sorts = models.JSONField(default=dict)
