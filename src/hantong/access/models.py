"""Staff, roles, keys of machines, the audit trail and the log of who looked at whose personal data."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from hantong.kit.ids import new_id
from hantong.kit.words import Named


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by the e-mail address that they sign in with, in any case of letters."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """Find the account of `username`."""
        return self.get(email__iexact=username)


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


class ApiKey(models.Model):
    """A machine's key: it acts as one account, within some of that account's capabilities."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    capabilities = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class AuditEntry(models.Model):
    """One act on accounts, rules or personal data; each row's hash covers the row before it."""

    n = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = (
            models.Index(fields=["subject", "-n"], name="audit_by_subject"),
            models.Index(fields=["by", "-n"], name="audit_by_staff"),
        )


class Viewing(models.Model):
    """Somebody looked at a resident's personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    resident_id = models.UUIDField()
    at = models.DateTimeField()
    page = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["resident_id", "-at"], name="viewing_by_resident"),
            models.Index(fields=["staff", "-at"], name="viewing_by_staff"),
        )
