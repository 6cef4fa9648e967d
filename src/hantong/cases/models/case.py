"""A matter from the first word to the last, and its history."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import F, Q

from hantong.access.models import Staff
from hantong.catalogue.models import Service
from hantong.kit.ids import new_id
from hantong.offices.bands import Band
from hantong.offices.models import Department, Jurisdiction, Place
from hantong.people.models import Resident

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

OPEN = Q(closed_at__isnull=True)


class CaseQuerySet(models.QuerySet["Case"]):
    """Chainable questions about many matters."""

    def visible_to(self, person: "StaffPerson") -> "CaseQuerySet":
        """Keep what `person` may see: matters of, owned by or worked on in their jurisdictions."""
        reach = person.reach("cases.see")
        if reach.is_everything:
            return self
        from hantong.cases.models.hand_over import HandOver

        within = reach.jurisdictions
        offered = HandOver.objects.pending().filter(to_unit__in=reach.departments)
        return self.filter(
            Q(jurisdiction__in=within)
            | Q(owner_unit__in=reach.departments)
            | Q(holder_unit__in=reach.departments)
            | Q(pk__in=offered.values("case"))
        )

    def open(self) -> "CaseQuerySet":
        """Keep the matters that are not settled."""
        return self.filter(OPEN)

    def overdue(self, at: datetime) -> "CaseQuerySet":
        """Keep the open matters whose promise is past at `at`."""
        return self.open().filter(due_at__lt=at, waiting_since__isnull=True)


class Case(models.Model):
    """One matter. `owner_unit` answers for it (through `owner`, once somebody took it); `holder_unit` works on it now."""

    class EndState(models.TextChoices):
        """How a matter honestly ended."""

        DONE = "done"
        ANSWERED = "answered"
        NOT_OURS = "not_ours"
        CANNOT = "cannot"
        WITHDRAWN = "withdrawn"
        DUPLICATE = "duplicate"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=12)
    token_epoch = models.SmallIntegerField(default=1)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    channel = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    resident = models.ForeignKey(Resident, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    language = models.CharField(max_length=8, default="ko")
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    band = models.PositiveSmallIntegerField()
    owner_unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    holder_unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_urgent = models.BooleanField(default=False)
    due_rule = models.CharField(max_length=24, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    end_state = models.CharField(max_length=10, choices=EndState, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    hand_overs = models.PositiveSmallIntegerField(default=0)
    reopenings = models.PositiveSmallIntegerField(default=0)
    routed_by = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    n = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=b"")
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="case_owner_open"),
            models.Index(fields=["holder", "due_at"], condition=OPEN, name="case_holder_open"),
            models.Index(fields=["owner_unit", "due_at"], condition=OPEN, name="case_owner_unit_open"),
            models.Index(fields=["holder_unit", "due_at"], condition=OPEN, name="case_holder_unit_open"),
            models.Index(fields=["due_at"], condition=OPEN, name="case_due_open"),
            models.Index(fields=["owner_unit", "-closed_at"], condition=~OPEN, name="case_unit_settled"),
            models.Index(fields=["resident", "-said_at"], condition=Q(resident__isnull=False), name="case_resident"),
            models.Index(fields=["jurisdiction", "service", "said_at"], name="case_kind_said"),
            models.Index(fields=["said_at"], name="case_said"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="case_merged"),
        )
        constraints = (
            models.UniqueConstraint(fields=["number"], name="case_number"),
            models.UniqueConstraint(fields=["source", "source_key"], condition=~Q(source=""), name="case_source_once"),
            models.CheckConstraint(condition=Q(closed_at__isnull=True) ^ ~Q(end_state=""), name="case_end_honest"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="case_not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return f"{self.number[:4]}-{self.number[4:8]}-{self.number[8:]}"

    @property
    def is_closed(self) -> bool:
        """Whether the matter is settled."""
        return self.closed_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether the clock stands still because the resident was asked something."""
        return self.waiting_since is not None

    def is_overdue(self, at: datetime) -> bool:
        """Whether the promise is broken at `at`."""
        return not self.is_closed and not self.is_waiting and self.due_at is not None and self.due_at < at

    def shows_resident_to(self, person: "StaffPerson", *, offered_to: UUID | None = None) -> bool:
        """Whether `person`, who sees the matter, may also see whose it is: here, or for a department that works on it."""
        reach = person.reach("people.see")
        if reach.is_everything or self.jurisdiction_id in reach.jurisdictions:
            return True
        return bool({self.owner_unit_id, self.holder_unit_id, offered_to} & reach.departments)

    @property
    def time_band(self) -> Band:
        """The band of the moment at which the resident spoke."""
        return Band.of_code(self.band)


class History(models.Model):
    """One thing that happened to a matter; `n` counts from 1, and each row's hash covers the row before it."""

    class Kind(models.TextChoices):
        """What happened."""

        OPENED = "opened"
        ROUTED = "routed"
        TAKEN = "taken"
        SAID = "said"
        NOTE = "note"
        ANSWERED = "answered"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        TIMED_OUT = "timed_out"
        OFFER_WITHDRAWN = "offer_withdrawn"
        ASSIGNED = "assigned"
        ASKED = "asked"
        RESUMED = "resumed"
        EXTENDED = "extended"
        CONSENT_ASKED = "consent_asked"
        CONSENT_GIVEN = "consent_given"
        CONSENT_REFUSED = "consent_refused"
        RECLOCKED = "reclocked"
        CHANGED = "changed"
        CLOSED = "closed"
        REOPENED = "reopened"
        MERGED = "merged"
        SPLIT = "split"
        LINKED = "linked"
        ATTACHED = "attached"
        DELIVERED = "delivered"
        UNDELIVERED = "undelivered"
        ALARMED = "alarmed"
        UNDONE = "undone"
        IMPORTED = "imported"

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="history", db_index=False)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_resident = models.BooleanField(default=False)
    channel = models.CharField(max_length=20, blank=True)
    is_public = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=8)
    digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "history"
        indexes = (BrinIndex(fields=["at"], name="history_at", autosummarize=True, pages_per_range=32),)


class CaseText(models.Model):
    """The index terms of a matter's words (see `search_terms`), apart from the row that is written at every step."""

    case_id = models.UUIDField(primary_key=True)
    terms = ArrayField(models.CharField(max_length=40))

    class Meta:
        indexes = (GinIndex(fields=["terms"], name="case_text_terms"),)
