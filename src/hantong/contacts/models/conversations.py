"""Conversations on any channel, and the messages that go back."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.catalogue.models import Service
from hantong.kit.ids import new_id
from hantong.offices.models import Desk, Jurisdiction, Place
from hantong.people.models import Resident

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson


class ContactQuerySet(models.QuerySet["Contact"]):
    """Chainable questions about contacts."""

    def visible_to(self, person: "StaffPerson") -> "ContactQuerySet":
        """Keep the contacts of the jurisdictions that `person` may see."""
        reach = person.reach("cases.see")
        if reach.is_everything:
            return self
        return self.filter(
            Q(jurisdiction__in=reach.jurisdictions)
            | Q(answered_by=person.staff)
            | Q(place__department__in=reach.departments)
        )


class Contact(models.Model):
    """One conversation on one channel. `id` is made by whoever records first, so that a repeat is recognised."""

    class Outcome(models.TextChoices):
        """What came of it."""

        ANSWERED = "answered"
        OPENED = "opened"
        JOINED = "joined"
        PASSED_ON = "passed_on"
        GAVE_UP = "gave_up"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=20)
    channel_key = models.CharField(max_length=200, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    desk = models.ForeignKey(Desk, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    resident = models.ForeignKey(Resident, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    answered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    handling_s = models.PositiveIntegerField(null=True, blank=True)
    band = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, default="ko")
    outcome = models.CharField(max_length=10, choices=Outcome)
    passed_to = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["said_at"], include=["band", "place"], name="contact_said"),
            models.Index(fields=["resident", "-said_at"], condition=Q(resident__isnull=False), name="contact_resident"),
            models.Index(
                fields=["answered_by", "-said_at"],
                condition=Q(answered_by__isnull=False),
                name="contact_by_answerer",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "channel_key"], condition=~Q(channel_key=""), name="contact_arrival_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["opened", "joined"]) | Q(case__isnull=False), name="contact_outcome_has_case"
            ),
        )


class MessageQuerySet(models.QuerySet["Message"]):
    """Chainable questions about messages."""

    def visible_to(self, person: "StaffPerson") -> "MessageQuerySet":
        """Keep the messages about matters that `person` may see."""
        return self.filter(case__in=Case.objects.visible_to(person))

    def to_tell_by_voice(self) -> "MessageQuerySet":
        """Keep what no machine could deliver and nobody has told the resident yet."""
        unreached = Message.State.NO_WAY, Message.State.FAILED
        return self.filter(state__in=unreached, settled_at__isnull=True)


class Message(models.Model):
    """Something to be told to a resident by a channel, and whether it arrived; `key` makes a repeat one message."""

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        NO_WAY = "no_way"

    class Settled(models.TextChoices):
        """How staff told the resident what no machine could."""

        CALLED = "called"
        LETTER = "letter"
        IN_PERSON = "in_person"
        NOT_NEEDED = "not_needed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    resident = models.ForeignKey(Resident, on_delete=models.SET_NULL, null=True, db_index=False)
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8, default="ko")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_how = models.CharField(max_length=10, choices=Settled, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["created_at"], condition=Q(state__in=["queued", "sending"]), name="message_unsent"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="message_reference"),
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["no_way", "failed"], settled_at__isnull=True),
                name="message_to_tell_by_voice",
            ),
        )

    @property
    def is_taken(self) -> bool:
        """Whether the outside has said yes to it, even if the history of its matter does not tell so yet."""
        return self.sent_at is not None

    @property
    def occasion(self) -> str:
        """What it tells of; the key is `case:n:occasion:resident`."""
        parts = self.key.split(":")
        return parts[2] if len(parts) > 2 else ""


class NoticeTemplate(models.Model):
    """What residents are told at each step, in each language; edited on a page and previewable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, null=True, blank=True)
    occasion = models.SlugField()
    subjects = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["jurisdiction", "occasion"], name="notice_once", nulls_distinct=False),
        )


class Verdict(models.Model):
    """What a resident thought of how their matter ended; once for each time that it was settled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verdicts")
    turn = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "turn"], name="verdict_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="verdict_score"),
        )


class Tally(models.Model):
    """How often somebody unnamed did something lately; `key` is a keyed hash that nobody can read back."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["ends_at"], name="tally_ends"),)


class DigestChoice(models.Model):
    """Whether a member of staff wants the daily digest; no row means yes."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, primary_key=True, related_name="digest_choice")
    is_wanted = models.BooleanField(default=True)


class Digest(models.Model):
    """A member of staff was sent the digest of a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="digests", db_index=False)
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["staff", "day"], name="digest_once"),)
