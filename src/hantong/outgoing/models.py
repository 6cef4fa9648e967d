"""Webhooks of partners' systems with what was sent to them, and the devices that people are notified on."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.kit.ids import new_id
from hantong.offices.models import Department, Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

EDITING = "access.edit"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks by whose they are."""

    def visible_to(self, person: "StaffPerson") -> "WebhookQuerySet":
        """Keep the webhooks of the jurisdictions that `person` administers."""
        reach = person.reach(EDITING)
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class Webhook(models.Model):
    """An address of a partner's system, and which events of which offices it is told of.

    Its secret is not kept: it follows from the installation's own secret key, the id and `secret_n`. The one before
    signs too until `old_secret_until`.
    """

    class Stopped(models.TextChoices):
        """Why it is told nothing."""

        BY_HAND = "by_hand"
        GONE = "gone"
        FAILING = "failing"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=30), default=list)
    secret_n = models.PositiveIntegerField(default=1)
    secret_since = models.DateTimeField()
    old_secret_until = models.DateTimeField(null=True, blank=True)
    stopped = models.CharField(max_length=8, choices=Stopped, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = WebhookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether it is told of events."""
        return not self.stopped

    def secret_ns(self, at: datetime) -> tuple[int, ...]:
        """Give the numbers of the secrets that sign at `at`, the newest first."""
        if self.secret_n > 1 and self.old_secret_until is not None and at < self.old_secret_until:
            return (self.secret_n, self.secret_n - 1)
        return (self.secret_n,)


class Line(models.Model):
    """How a webhook's line stands: who sends on it now, until when it rests, since when it fails."""

    webhook = models.OneToOneField(Webhook, on_delete=models.CASCADE, primary_key=True, related_name="line")
    taken_until = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """What goes to webhooks, by how far it has come."""

    def visible_to(self, person: "StaffPerson") -> "DeliveryQuerySet":
        """Keep what goes to webhooks of the jurisdictions that `person` administers."""
        return self.filter(webhook__in=Webhook.objects.visible_to(person))

    def waiting(self) -> "DeliveryQuerySet":
        """Keep what is still to be sent."""
        return self.filter(state=Delivery.State.WAITING)

    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Keep what may be sent at `at`, in the order in which it happened."""
        return self.waiting().filter(next_at__lte=at).order_by("created_at", "id")


class Delivery(models.Model):
    """One message to one webhook; its id is the `webhook-id`, and `key` makes a repeated event one message."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=20, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(fields=["webhook", "-created_at"], name="delivery_log"),
            models.Index(fields=["webhook", "next_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["settled_at"], condition=Q(settled_at__isnull=False), name="delivery_settled"),
        )
        constraints = (models.UniqueConstraint(fields=["webhook", "key"], name="delivery_once"),)


class Attempt(models.Model):
    """One try to hand a message over, and what came back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)
    took_ms = models.PositiveIntegerField(default=0)


class Device(models.Model):
    """A browser that wants to be notified: the address of its push service, and the keys that only it can open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=1000)
    public_key = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    language = models.CharField(max_length=8, default="ko")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def fingerprint(self) -> str:
        """What the device's own page knows it by, without showing addresses of other devices."""
        return sha256(self.address.encode()).hexdigest()


class StaffDevice(Device):
    """A device of a member of staff, for what concerns them and, if wanted, their department."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="push_devices")
    is_for_unit = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["staff", "address"], name="staff_device_once"),)


class CaseDevice(Device):
    """A device on which one matter is followed, by whoever has its number and secret."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="push_devices")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "address"], name="case_device_once"),)
