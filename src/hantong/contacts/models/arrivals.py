"""What came in on a channel as it came, and the addresses of ours that it came to."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case as Choice
from django.db.models import Func, Q, When
from django.db.models.functions import Cast

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.catalogue.models import Service
from hantong.contacts.models.conversations import Contact
from hantong.kit.ids import new_id
from hantong.offices.models import Jurisdiction, Place

if TYPE_CHECKING:
    from hantong.offices.person import Reach, StaffPerson


class OwnAddressQuerySet(models.QuerySet["OwnAddress"]):
    """Chainable questions about our own addresses."""

    def within(self, reach: "Reach") -> "OwnAddressQuerySet":
        """Keep the addresses of the jurisdictions within `reach`."""
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class OwnAddress(models.Model):
    """An address, number or account of ours: for which jurisdiction, place and service it stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    most_per_sender_h = models.PositiveIntegerField(default=60)
    is_active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    objects = OwnAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "own addresses"
        constraints = (models.UniqueConstraint(fields=["channel", "address"], name="own_address_once"),)

    def __str__(self) -> str:
        return self.address


class RawArrivalQuerySet(models.QuerySet["RawArrival"]):
    """Chainable questions about what came in."""

    def visible_to(self, person: "StaffPerson") -> "RawArrivalQuerySet":
        """Keep what came for the jurisdictions that `person` may see."""
        reach = person.reach("cases.see")
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)

    def waiting(self) -> "RawArrivalQuerySet":
        """Keep what nobody has read yet."""
        return self.filter(state=RawArrival.State.WAITING)

    def of_share(self, share: int) -> "RawArrivalQuerySet":
        """Keep the share of one of two readers: all that a sender wrote is in the same."""
        who = Choice(
            When(sender="", then=Cast("id", models.TextField())), default="sender", output_field=models.TextField()
        )
        hashed = Func(who, function="hashtext", output_field=models.IntegerField())
        return self.annotate(share=hashed.bitand(1)).filter(share=share)

    def set_apart(self) -> "RawArrivalQuerySet":
        """Keep what a person has to look at: held apart, or not understood."""
        return self.filter(state__in=(RawArrival.State.HELD, RawArrival.State.FAILED))


class RawArrival(models.Model):
    """Something that came in, stored before anybody reads it; `key` makes a repeat the same arrival.

    `name` is what the outside calls it (a Message-ID, the id of a post), by which later arrivals refer to it. The
    content stands in the row or, when large, in the `file` of that hash; it is forgotten some weeks after its end.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        DONE = "done"
        HELD = "held"
        FAILED = "failed"
        DISCARDED = "discarded"

    class Why(models.TextChoices):
        """Why it is nothing for us."""

        SPAM = "spam"
        ABUSE = "abuse"
        REPEATED = "repeated"
        MISDIRECTED = "misdirected"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    own_address = models.ForeignKey(OwnAddress, on_delete=models.SET_NULL, null=True, db_index=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, null=True, db_index=False)
    arrived_at = models.DateTimeField()
    size_bytes = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True)
    file = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=24, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    is_released = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    discarded_why = models.CharField(max_length=12, choices=Why, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="raw", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="raw_arrivals", db_index=False)

    objects = RawArrivalQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["name"], condition=~Q(name=""), name="raw_name"),
            models.Index(fields=["arrived_at"], condition=Q(state="waiting"), name="raw_waiting"),
            models.Index(fields=["-arrived_at"], condition=Q(state__in=["held", "failed"]), name="raw_set_apart"),
            models.Index(
                fields=["arrived_at"], condition=Q(content__isnull=False) | ~Q(file=""), name="raw_with_content"
            ),
            models.Index(fields=["case", "-arrived_at"], condition=Q(case__isnull=False), name="raw_case"),
            models.Index(fields=["contact"], condition=Q(contact__isnull=False), name="raw_contact"),
        )
        constraints = (models.UniqueConstraint(fields=["channel", "key"], name="raw_arrival_once"),)

    @property
    def is_set_apart(self) -> bool:
        """Whether a person has to look at it."""
        return self.state in {self.State.HELD, self.State.FAILED}
