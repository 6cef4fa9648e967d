"""Answers before they are answers: drafts that somebody writes, and what was sent but can still be taken back."""

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models.case import Case
from hantong.kit.ids import new_id


class Draft(models.Model):
    """What somebody has begun to answer; kept until it is sent or thrown away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField()
    way = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "staff"], name="draft_once"),)


class PendingAnswer(models.Model):
    """An answer that goes out at `send_at`, whole or not at all; until then it can be taken back."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        SENT = "sent"
        TAKEN_BACK = "taken_back"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pending_answers", db_index=False)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()
    way = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField()
    send_at = models.DateTimeField()
    is_scheduled = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["send_at"], condition=Q(state="waiting"), name="pending_answer_waiting"),
            models.Index(fields=["case", "send_at"], name="pending_answer_case"),
        )
