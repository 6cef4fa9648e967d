"""Residents and how to reach them; merging is a pointer that can be taken back, erasure leaves a counted tombstone."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hantong.access.models import Staff
from hantong.kit.ids import new_id
from hantong.offices.models import Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson


class ResidentQuerySet(models.QuerySet["Resident"]):
    """Residents by state and by who may see them."""

    def visible_to(self, person: "StaffPerson", capability: str = "people.see") -> Self:
        """Keep who lives in the person's jurisdictions, or has turned to one of them (`known_in`)."""
        reach = person.reach(capability)
        if reach.is_everything:
            return self
        within = list(reach.jurisdictions)
        return self.filter(Q(jurisdiction__in=within) | Q(known_in__overlap=within))

    def known(self) -> Self:
        """Leave out the merged and the erased."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)


class Resident(models.Model):
    """A person whom the service is for; the name may stay unknown."""

    class Need(models.TextChoices):
        """What somebody needs in order to be served well."""

        INTERPRETER = "interpreter", _("Interpreter")
        SIGN_LANGUAGE = "sign_language", _("Sign language")
        LARGE_PRINT = "large_print", _("Large print")
        WHEELCHAIR = "wheelchair", _("Wheelchair access")
        CANNOT_READ = "cannot_read", _("Cannot read")
        HARD_OF_HEARING = "hard_of_hearing", _("Hard of hearing")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, blank=True)
    name_terms = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(max_length=8, default="ko")
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, null=True, blank=True)
    known_in = ArrayField(models.UUIDField(), default=list, blank=True)
    remarks = models.TextField(blank=True)
    preferred_kind = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        indexes = (
            GinIndex(fields=["name_terms"], name="resident_by_name"),
            GinIndex(fields=["known_in"], name="resident_by_known_in"),
            models.Index(fields=["jurisdiction", "name"], name="resident_by_jurisdiction"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="resident_not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return self.name or str(self.id)[-6:]


class ContactPoint(models.Model):
    """A telephone number in E.164 form, an e-mail address, an account: by it a resident is recognised."""

    class Kind(models.TextChoices):
        """What sort of address."""

        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        ACCOUNT = "account", _("Account")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=254)
    is_preferred = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["value", "kind"], name="contact_point_by_value"),)
        constraints = (
            models.UniqueConstraint(fields=["resident", "kind", "value"], name="contact_point_once"),
            models.CheckConstraint(
                condition=~Q(kind="phone") | Q(value__regex=r"^\+[1-9][0-9]{6,14}$"), name="contact_point_e164"
            ),
        )

    def __str__(self) -> str:
        return self.value


class Consent(models.Model):
    """What a resident allowed us to do with their data, and until when."""

    class Purpose(models.TextChoices):
        """What for."""

        NOTICES = "notices", _("Notices about their matters")
        SURVEY = "survey", _("Surveys")
        PARTNER_REFERRAL = "partner_referral", _("Passing on to partner institutions")
        SENSITIVE_DATA = "sensitive_data", _("Sensitive data such as health")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    how = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["resident", "purpose"], condition=Q(withdrawn_at__isnull=True), name="consent_once"
            ),
        )


class Spokesperson(models.Model):
    """One resident may speak for another: a parent, a carer, a guardian."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    speaker = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="speaks_for")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="spoken_for_by")
    relation = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(speaker=F("resident")), name="spokesperson_is_another"),)


class Merge(models.Model):
    """Somebody decided that two records are one person; undone, both stand again as before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    moved = models.JSONField(default=dict, blank=True)
    undone_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once"),
        )


class Apart(models.Model):
    """Somebody decided that two records that look alike are two people; `first` has the smaller key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="apart_in_order"),
        )


class LegalHold(models.Model):
    """Why a resident's records may not be erased now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="legal_holds")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    released_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """Tombstones by who may read them."""

    def visible_to(self, person: "StaffPerson") -> Self:
        """Keep those of the jurisdictions in which `person` may erase."""
        reach = person.reach("people.erase")
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class Tombstone(models.Model):
    """What was erased, counted but not named."""

    class Ground(models.TextChoices):
        """Why it was erased."""

        REQUEST = "request", _("At the resident's request")
        RETENTION = "retention", _("The time of keeping was over")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    ground = models.CharField(max_length=10, choices=Ground)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, null=True)
    retention = models.CharField(max_length=50, blank=True)
    counts = models.JSONField(default=dict)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["-at"], name="tombstone_by_time"),)
