"""The mayor's lines, what came on them, who was praised, and which weeks the mayor was sent."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.models import Contact, OwnAddress
from hantong.kit.ids import new_id
from hantong.offices.models import Department, Place

if TYPE_CHECKING:
    from hantong.offices.person import Reach, StaffPerson


class MayorsLine(models.Model):
    """An address or number of ours that is the mayor's own; `readers` are sent its week."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.OneToOneField(OwnAddress, on_delete=models.PROTECT, related_name="mayors_line")
    readers = models.ManyToManyField(Staff, related_name="+")
    since = models.DateTimeField()


class MayorWordQuerySet(models.QuerySet["MayorWord"]):
    """Chainable questions about what came on the mayor's lines."""

    def visible_to(self, person: "StaffPerson", capability: str = "cases.see") -> "MayorWordQuerySet":
        """Keep what came for the jurisdictions within the person's reach."""
        return self.within(person.reach(capability))

    def within(self, reach: "Reach") -> "MayorWordQuerySet":
        """Keep what came for the jurisdictions within `reach`."""
        return self if reach.is_everything else self.filter(contact__jurisdiction__in=reach.jurisdictions)


class MayorWord(models.Model):
    """One message on a mayor's line: what it is, by which words; its own words stand in the conversation."""

    class Kind(models.TextChoices):
        """What it is."""

        PRAISE = "praise"
        COMPLAINT = "complaint"
        BOTH = "both"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(MayorsLine, on_delete=models.PROTECT, related_name="words", db_index=False)
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="mayor_word")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mayor_words")
    about = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind)
    signs = models.JSONField(default=list)
    corrected_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    objects = MayorWordQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["line", "said_at"], name="mayor_word_said"),)

    @property
    def is_praise(self) -> bool:
        """Whether somebody is praised."""
        return self.kind in {self.Kind.PRAISE, self.Kind.BOTH}


class Praise(models.Model):
    """Who is praised: a person, a place or a department; `why` says how that was found."""

    class Why(models.TextChoices):
        """How it was found."""

        NAME = "name"
        UNIT = "unit"
        MATTER = "matter"
        STAFF = "staff"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    word = models.ForeignKey(MayorWord, on_delete=models.CASCADE, related_name="praises")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, null=True, related_name="praises")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=6, choices=Why)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["word", "staff", "place", "department"], name="praise_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | Q(place__isnull=False) | Q(department__isnull=False),
                name="praise_of_somebody",
            ),
        )


class SentWeek(models.Model):
    """A reader was sent the week that began on `monday`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(MayorsLine, on_delete=models.CASCADE, related_name="+", db_index=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+", db_index=False)
    monday = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["line", "staff", "monday"], name="sent_week_once"),)
