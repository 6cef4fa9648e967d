"""The turns a matter takes: closures, extensions, pauses and links; each is a row with a name and an hour."""

from django.db import models
from django.db.models import F, Q

from hantong.access.models import Staff
from hantong.cases.models.case import Case
from hantong.kit.ids import new_id


class Closure(models.Model):
    """Somebody settled a matter and told the resident how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    end_state = models.CharField(max_length=10, choices=Case.EndState)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_resident = models.BooleanField(default=False)
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    passed_to = models.CharField(max_length=200, blank=True)
    duplicate_of = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at__isnull=True), name="one_standing_closure"),
        )


class Extension(models.Model):
    """The deadline was moved, for a reason that the resident was told; at most twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.TextField()
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "ordinal"], name="extension_ordinal_once"),
            models.CheckConstraint(condition=Q(ordinal__range=(1, 2)), name="extended_at_most_twice"),
            models.CheckConstraint(condition=Q(due_at__gt=F("was_due_at")), name="extension_moves_on"),
        )


class ExtensionConsentQuerySet(models.QuerySet["ExtensionConsent"]):
    """Chainable questions about consents."""

    def asked_for(self, case: Case) -> "ExtensionConsentQuerySet":
        """Keep what the resident can still say yes or no to: the promise is the one that they were asked about."""
        if case.due_at is None:
            return self.none()
        return self.filter(case=case, state=ExtensionConsent.State.ASKED, was_due_at=case.due_at)


class ExtensionConsent(models.Model):
    """Whether the resident agrees that the deadline moves a second time: asked, and what they said to whom, by which way."""

    class State(models.TextChoices):
        """What they said; `lapsed` when the promise moved before they said anything."""

        ASKED = "asked"
        GIVEN = "given"
        REFUSED = "refused"
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extension_consents")
    state = models.CharField(max_length=7, choices=State)
    reason = models.TextField()
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    objects = ExtensionConsentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(state="asked"), name="one_open_consent"),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "lapsed")) | Q(answered_at__isnull=False), name="consent_has_its_hour"
            ),
        )


class Pause(models.Model):
    """The resident was asked something; until they answer the clock stands still."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    question = models.TextField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(ends_at__isnull=True), name="one_running_pause"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="pause_ends"
            ),
        )


class Link(models.Model):
    """Two matters have to do with each other; `first` is the older, the whole, or the one that stays."""

    class Kind(models.TextChoices):
        """How they belong together."""

        RELATED = "related"
        MERGED = "merged"
        SPLIT = "split"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_out")
    second = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["first", "second", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="link_between_two"),
        )
