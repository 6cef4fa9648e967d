"""Texts on their way out with what the network says of them, and pieces of long ones that came in."""

from django.db import models
from django.db.models import Q

from hantong.contacts.models import Message
from hantong.kit.ids import new_id


class Text(models.Model):
    """A text of ours for the process that is bound to the network; whom it is for is forgotten once that took it."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    sender = models.CharField(max_length=30, blank=True)
    recipient = models.CharField(max_length=30, blank=True)
    body = models.TextField(blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    cost_krw = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="sms_text_waiting"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="sms_text_message"),
        )


class Submission(models.Model):
    """One part of a text of ours under the network's name for it; without a text, a report that came before its turn."""

    class State(models.TextChoices):
        """What the network says of it."""

        UNDER_WAY = "under_way"
        DELIVERED = "delivered"
        LOST = "lost"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, null=True, related_name="submissions", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    reference = models.CharField(max_length=65)
    state = models.CharField(max_length=9, choices=State, default=State.UNDER_WAY)
    reason = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["reference", "-at"], name="sms_submission_reference"),)
        constraints = (
            models.UniqueConstraint(
                fields=["text", "number"], condition=Q(text__isnull=False), name="sms_submission_once"
            ),
        )


class Fragment(models.Model):
    """A piece of a long text that came in, kept until the others are there, and a while longer to know it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sender = models.CharField(max_length=30)
    recipient = models.CharField(max_length=30)
    reference = models.PositiveIntegerField()
    total = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    coding = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    arrived_at = models.DateTimeField()
    is_joined = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["arrived_at"], name="sms_fragment_arrived"),)
        constraints = (
            models.UniqueConstraint(
                fields=["sender", "recipient", "reference", "total", "number"], name="sms_fragment_once"
            ),
        )
