"""A talk with its numbered lines, and the counsellors who are there for talks."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.models import Contact
from hantong.kit.ids import new_id
from hantong.offices.models import Jurisdiction

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

THERE_WITHIN = timedelta(seconds=100)
TYPING_FOR = timedelta(seconds=7)
OFFERED_FOR = timedelta(minutes=2)


class TalkQuerySet(models.QuerySet["Talk"]):
    """Chainable questions about talks."""

    def visible_to(self, person: "StaffPerson") -> "TalkQuerySet":
        """Keep the talks of the jurisdictions in which `person` takes contacts, and their own."""
        reach = person.reach("contacts.take")
        if reach.is_everything:
            return self
        return self.filter(Q(jurisdiction__in=reach.jurisdictions) | Q(staff=person.staff))

    def waiting(self) -> "TalkQuerySet":
        """Keep those that nobody has accepted yet."""
        return self.filter(state=Talk.State.WAITING)

    def open(self) -> "TalkQuerySet":
        """Keep those that go on."""
        return self.filter(state=Talk.State.OPEN)


class Talk(models.Model):
    """One conversation; `n` is the number of its last line. Its id becomes that of the contact, so it ends once."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        OPEN = "open"
        ENDED = "ended"

    class EndedBy(models.TextChoices):
        """How it ended."""

        RESIDENT = "resident"
        STAFF = "staff"
        SILENCE = "silence"
        WRITTEN = "written"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    language = models.CharField(max_length=8, default="ko")
    page_language = models.CharField(max_length=8, default="ko")
    band = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    said_at = models.DateTimeField()
    said_by_resident = models.BooleanField(default=True)
    n = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    read_n = models.PositiveIntegerField(default=0)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(null=True)
    offered_to = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField(null=True)
    resident_typing_at = models.DateTimeField(null=True)
    staff_typing_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=8, choices=EndedBy, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    case_n = models.PositiveIntegerField(default=0)
    mails = models.PositiveSmallIntegerField(default=0)

    objects = TalkQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["started_at"], condition=~Q(state="ended"), name="chat_going_on"),
            models.Index(fields=["-ended_at"], condition=Q(accepted_at__isnull=False), name="chat_ended"),
            models.Index(fields=["contact"], condition=Q(contact__isnull=False), name="chat_contact"),
        )

    @property
    def is_over(self) -> bool:
        """Whether nothing can be said any more."""
        return self.state == self.State.ENDED

    @property
    def unread(self) -> int:
        """How many lines the counsellor has not seen."""
        return max(0, self.n - self.read_n)

    def is_resident_typing(self, at: datetime) -> bool:
        """Whether the resident is writing just now."""
        return self.resident_typing_at is not None and at - self.resident_typing_at < TYPING_FOR

    def is_staff_typing(self, at: datetime) -> bool:
        """Whether the counsellor is writing just now."""
        return self.staff_typing_at is not None and at - self.staff_typing_at < TYPING_FOR

    def is_offered_to(self, staff: UUID, at: datetime) -> bool:
        """Whether a colleague asks this one to go on with it; after two minutes nobody does any more."""
        return self.offered_to_id == staff and self.offered_at is not None and at - self.offered_at < OFFERED_FOR


class Line(models.Model):
    """One line of a talk, numbered from 1; `client` is made by whoever writes, so that sent twice is said once."""

    class Who(models.TextChoices):
        """Who says it; what the house itself says is a code with its words in `words.py`."""

        RESIDENT = "resident"
        STAFF = "staff"
        HOUSE = "house"

    pk = models.CompositePrimaryKey("talk_id", "n")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="lines", db_index=False)
    n = models.PositiveIntegerField()
    who = models.CharField(max_length=8, choices=Who)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.TextField()
    said_at = models.DateTimeField()
    client = models.UUIDField(null=True)
    files = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["talk", "client"], name="chat_line_once"),)

    @property
    def is_ours(self) -> bool:
        """Whether a counsellor says it."""
        return self.who == self.Who.STAFF


class DutyQuerySet(models.QuerySet["Duty"]):
    """Chainable questions about who is there."""

    def there(self, at: datetime) -> "DutyQuerySet":
        """Keep those whose page was open just now."""
        return self.filter(is_on=True, seen_at__gt=at - THERE_WITHIN)

    def serving(self, jurisdiction: UUID) -> "DutyQuerySet":
        """Keep those who take contacts of a jurisdiction."""
        return self.filter(Q(is_everywhere=True) | Q(jurisdictions__contains=[jurisdiction]))


class Duty(models.Model):
    """A counsellor who takes talks, where, and how many at once."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, primary_key=True, related_name="chat_duty")
    is_on = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(default=3)
    is_everywhere = models.BooleanField(default=False)
    jurisdictions = ArrayField(models.UUIDField(), default=list)
    seen_at = models.DateTimeField()

    objects = DutyQuerySet.as_manager()
