"""The hand-over of a matter: offered with a packet, and accepted, declined, withdrawn or timed out, but never nowhere."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models.case import Case
from hantong.kit.ids import new_id
from hantong.offices.models import Department

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

PENDING = Q(settled_at__isnull=True)


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Chainable questions about hand-overs."""

    def pending(self) -> "HandOverQuerySet":
        """Keep the offers that nobody has answered yet."""
        return self.filter(PENDING)

    def expired(self, at: datetime) -> "HandOverQuerySet":
        """Keep the offers whose time ran out before `at`."""
        return self.pending().filter(expires_at__lte=at)

    def offered_to(self, person: "StaffPerson") -> "HandOverQuerySet":
        """Keep the pending offers that `person` may accept."""
        return self.pending().filter(
            Q(to_staff=person.staff) | Q(to_staff__isnull=True, to_unit__in=person.department_ids())
        )


class HandOver(models.Model):
    """One offer to take over the work; the owner stays the owner."""

    class Outcome(models.TextChoices):
        """How the offer ended."""

        ACCEPTED = "accepted"
        DECLINED = "declined"
        TIMED_OUT = "timed_out"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_over_offers")
    from_unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    said = models.TextField(blank=True)
    tried = models.TextField(blank=True)
    promised = models.TextField(blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.TextField(blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["to_unit", "expires_at"], condition=PENDING, name="hand_over_to_unit"),
            models.Index(fields=["to_staff", "expires_at"], condition=PENDING, name="hand_over_to_staff"),
            models.Index(fields=["expires_at"], condition=PENDING, name="hand_over_expiry"),
        )
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=PENDING, name="one_pending_hand_over"),
            models.CheckConstraint(condition=PENDING ^ ~Q(outcome=""), name="hand_over_outcome"),
        )
