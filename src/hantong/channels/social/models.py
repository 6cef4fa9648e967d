"""Posts that belong to matters, answers that everybody may read once they are approved, and what networks count of us."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.kit.ids import new_id

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson


class SocialPost(models.Model):
    """A post of a resident or of ours, by which a thread is a matter; its words stand in the history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.CharField(max_length=254)
    name = models.CharField(max_length=200)
    author = models.CharField(max_length=254, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    version = models.CharField(max_length=100, blank=True)
    root = models.CharField(max_length=200, blank=True)
    root_version = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=10, default="public")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="social_posts")
    is_ours = models.BooleanField(default=False)
    is_first = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "name"], name="social_post_once"),)
        indexes = (models.Index(fields=["account", "heard_at"], name="social_post_heard"),)

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.audience in {"public", "unlisted"}


class PublicAnswerQuerySet(models.QuerySet["PublicAnswer"]):
    """Chainable questions about answers in public."""

    def visible_to(self, person: "StaffPerson") -> "PublicAnswerQuerySet":
        """Keep those about matters that `person` may see."""
        return self.filter(case__in=Case.objects.visible_to(person))


class PublicAnswer(models.Model):
    """An answer for everybody to read: to be approved, then said in the thread, or given back with a reason."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        APPROVED = "approved"
        RETURNED = "returned"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="public_answers")
    to = models.ForeignKey(SocialPost, on_delete=models.PROTECT, related_name="answers", db_index=False)
    text = models.TextField()
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    n = models.PositiveIntegerField(null=True)

    objects = PublicAnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(state="waiting"), name="public_answer_one_waiting"),
            models.UniqueConstraint(fields=["case", "n"], name="public_answer_once"),
        )
        indexes = (models.Index(fields=["written_at"], condition=Q(state="waiting"), name="public_answer_waiting"),)


class Watch(models.Model):
    """How far an account of ours was read, when it may be asked again, and what is wrong with it."""

    account = models.CharField(max_length=254, primary_key=True)
    mark = models.CharField(max_length=100, blank=True)
    talks_mark = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(null=True)
    looked_again_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    trouble_since = models.DateTimeField(null=True)


class MonthOfAccount(models.Model):
    """What a network counted of an account of ours, as last seen in a month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.CharField(max_length=254)
    month = models.DateField()
    followers = models.PositiveIntegerField()
    posts = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "month"], name="month_of_account_once"),)
