"""Staff, roles, keys of machines, the audit trail and the log of who looked at whose personal data."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now

from hantong.kit.ids import new_id
from hantong.kit.words import Named

if TYPE_CHECKING:
    from hantong.access.person import Person

ADMINISTERS, AUDITS = "access.edit", "audit.see"


class StaffQuerySet(models.QuerySet["Staff"]):
    """Staff by whom they concern; posts are rows of the offices room."""

    def visible_to(self, person: "Person", capability: str = ADMINISTERS) -> Self:
        """Keep the accounts with a post within the person's reach; whoever reaches everything sees all."""
        reach = person.reach(capability)
        if reach.is_everything:
            return self
        return self.filter(posts__department__in=reach.departments).distinct()

    def manageable_by(self, person: "Person") -> Self:
        """Keep the accounts all of whose standing posts lie within the person's reach."""
        reach = person.reach(ADMINISTERS)
        if reach.is_everything:
            return self
        standing = Q(posts__isnull=False) & (Q(posts__ends_at__isnull=True) | Q(posts__ends_at__gt=Now()))
        outside = Count("posts", filter=standing & ~Q(posts__department__in=reach.departments))
        elsewhere = Staff.objects.annotate(posts_outside=outside).filter(posts_outside__gt=0)
        return self.visible_to(person).exclude(pk__in=elsewhere.values("pk"))


class StaffManager(BaseUserManager["Staff"].from_queryset(StaffQuerySet)):  # type: ignore[misc]
    """Finds staff by the e-mail address that they sign in with, in any case of letters."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """Find the account of `username`."""
        found: Staff = self.get(email__iexact=username)
        return found


class Staff(AbstractBaseUser):
    """A person who works here and may sign in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, default="ko")
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[StaffManager] = StaffManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name


class Role(Named):
    """A named set of capabilities."""

    key = models.SlugField(primary_key=True)
    capabilities = ArrayField(models.CharField(max_length=40), default=list)


class DeclinedOffer(models.Model):
    """The house was not to have this: a capability that a role of ours was offered, or (without one) the role itself."""

    role = models.SlugField()
    capability = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["role", "capability"], name="declined_once"),)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Keys by whose they are."""

    def visible_to(self, person: "Person") -> Self:
        """Keep the keys of accounts that the person may manage."""
        return self.filter(staff__in=Staff.objects.manageable_by(person).values("pk"))

    def standing(self) -> Self:
        """Keep the keys that open something: not revoked, not past their end, of an active account."""
        in_time = Q(expires_at__isnull=True) | Q(expires_at__gt=Now())
        return self.filter(in_time, revoked_at__isnull=True, staff__is_active=True)


class ApiKey(models.Model):
    """A machine's key: it acts as one account, within some of that account's capabilities."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    capabilities = ArrayField(models.CharField(max_length=40), default=list)
    most_per_min = models.PositiveIntegerField(default=600)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    @property
    def is_revoked(self) -> bool:
        """Whether the key was taken back."""
        return self.revoked_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether the key's end has come."""
        return self.expires_at is not None and self.expires_at <= at


class TrailQuerySet(models.QuerySet["AuditEntry"]):
    """The trail by who may read it."""

    def visible_to(self, person: "Person") -> Self:
        """Keep what was done by staff with a post within the person's reach; the house's own acts are for those who reach everything."""
        if person.reach(AUDITS).is_everything:
            return self
        return self.filter(by__in=Staff.objects.visible_to(person, AUDITS).values("pk"))


class AuditEntry(models.Model):
    """One act on accounts, rules or personal data; each row's hash covers the row before it."""

    n = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    objects = TrailQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["verb", "-n"], name="audit_by_verb"),
            models.Index(fields=["subject", "-n"], name="audit_by_subject"),
            models.Index(fields=["by", "-n"], name="audit_by_staff"),
        )


class ViewingQuerySet(models.QuerySet["Viewing"]):
    """Who looked, by who may know."""

    def visible_to(self, person: "Person") -> Self:
        """Keep what was looked at by staff with a post within the person's reach."""
        if person.reach(AUDITS).is_everything:
            return self
        return self.filter(staff__in=Staff.objects.visible_to(person, AUDITS).values("pk"))

    def between(self, starts_at: datetime | None, ends_at: datetime | None) -> Self:
        """Keep what happened from `starts_at` and before `ends_at`."""
        found = self.filter(at__gte=starts_at) if starts_at else self
        return found.filter(at__lt=ends_at) if ends_at else found


class Viewing(models.Model):
    """Somebody looked at a resident's personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    resident_id = models.UUIDField()
    at = models.DateTimeField()
    page = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)

    objects = ViewingQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["-at"], name="viewing_by_time"),
            models.Index(fields=["resident_id", "-at"], name="viewing_by_resident"),
            models.Index(fields=["staff", "-at"], name="viewing_by_staff"),
        )
