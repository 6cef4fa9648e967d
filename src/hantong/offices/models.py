"""Where the service is: jurisdictions, their departments, places and desks, and who has a post there."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hantong.access.models import Role, Staff
from hantong.kit.ids import new_id
from hantong.kit.words import Named
from hantong.offices.hours import HolidayUse

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

EDITING = "offices.edit"


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    """Jurisdictions by who may change them."""

    def editable_by(self, person: "StaffPerson", capability: str = EDITING) -> "JurisdictionQuerySet":
        """Keep the jurisdictions within which `person` has the capability."""
        reach = person.reach(capability)
        return self if reach.is_everything else self.filter(pk__in=reach.jurisdictions)


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Departments by who may change them."""

    def editable_by(self, person: "StaffPerson", capability: str = EDITING) -> "DepartmentQuerySet":
        """Keep the departments of the jurisdictions within which `person` has the capability."""
        reach = person.reach(capability)
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places by who may change them."""

    def editable_by(self, person: "StaffPerson", capability: str = EDITING) -> "PlaceQuerySet":
        """Keep the places of the jurisdictions within which `person` has the capability."""
        reach = person.reach(capability)
        return self if reach.is_everything else self.filter(jurisdiction__in=reach.jurisdictions)


class Jurisdiction(Named):
    """A province, a city or a county; `parent` makes the tree."""

    class Kind(models.TextChoices):
        """How high in the tree."""

        PROVINCE = "province"
        CITY = "city"
        COUNTY = "county"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    zone_name = models.CharField(max_length=40, default="Asia/Seoul")
    holiday_code = models.CharField(max_length=12, default="KR")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    front_office = models.ForeignKey(
        "Department", on_delete=models.PROTECT, null=True, blank=True, related_name="front_of"
    )

    objects = JurisdictionQuerySet.as_manager()

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which this jurisdiction's clocks tell the time."""
        return ZoneInfo(self.zone_name)


class Department(Named):
    """A unit that can be responsible for matters."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="departments")
    code = models.SlugField()
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["jurisdiction", "code"], name="department_code_once"),)

    @property
    def key(self) -> str:
        """The department's name in files: its jurisdiction's code and its own."""
        return f"{self.jurisdiction.code}/{self.code}"


class Place(Named):
    """Where residents meet the service: a centre, a station, a train, a team, the telephone, the web."""

    class Kind(models.TextChoices):
        """What sort of place."""

        ALWAYS_OPEN = "always_open"
        STATION = "station"
        SUBWAY = "subway"
        VISITING_TEAM = "visiting_team"
        CALL_CENTRE = "call_centre"
        WEB = "web"
        OFFICE = "office"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="places")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="places")
    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    address = models.CharField(max_length=200, blank=True)
    directions = models.JSONField(default=dict, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = PlaceQuerySet.as_manager()


class Desk(models.Model):
    """One counter of a place, where one member of staff sits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="desks")
    code = models.CharField(max_length=12)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "code"], name="desk_code_once"),)

    def __str__(self) -> str:
        return self.code


class OpeningPeriod(models.Model):
    """A weekly interval in which a place is open, or in which a jurisdiction's offices work.

    `opens` and `closes` are minutes from the local midnight of `weekday` (Monday is 0); `closes` may pass 1440
    where an interval runs over midnight. `valid_from` and `valid_to` (exclusive) make seasons.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.CASCADE, null=True, blank=True, related_name="office_hours"
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="opening_hours")
    weekday = models.SmallIntegerField()
    opens = models.SmallIntegerField()
    closes = models.SmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    on_holidays = models.CharField(
        max_length=6, choices=[(use.value, use.value) for use in HolidayUse], default="never"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(jurisdiction__isnull=True) ^ Q(place__isnull=True),
                name="opening_of_place_or_jurisdiction",
            ),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="opening_weekday"),
            models.CheckConstraint(
                condition=Q(opens__gte=0, opens__lt=1440, closes__gt=F("opens"), closes__lte=F("opens") + 1440),
                name="opening_interval",
            ),
        )


class OpeningException(models.Model):
    """A day on which a place is closed, or open at other hours; several rows make several intervals."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="opening_exceptions")
    day = models.DateField()
    opens = models.SmallIntegerField(null=True, blank=True)
    closes = models.SmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__gte=0, opens__lt=1440, closes__gt=F("opens"), closes__lte=F("opens") + 1440),
                name="opening_exception_interval",
            ),
        )


class LocalHoliday(Named):
    """A day that a jurisdiction adds to its calendar, or takes out of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="local_holidays")
    day = models.DateField()
    is_working_day = models.BooleanField(default=False)
    added_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["jurisdiction", "day"], name="local_holiday_once"),)


class BandSetting(Named):
    """What counts as day, evening, night and weekend in a jurisdiction, from a date on.

    The hours are minutes from local midnight; jurisdictions without one use their parent's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="band_settings")
    valid_from = models.DateField()
    day_from = models.SmallIntegerField(default=9 * 60)
    evening_from = models.SmallIntegerField(default=18 * 60)
    night_from = models.SmallIntegerField(default=22 * 60)
    weekend_days = ArrayField(models.SmallIntegerField(), default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["jurisdiction", "valid_from"], name="band_setting_once"),
            models.CheckConstraint(
                condition=Q(day_from__gte=0, day_from__lt=F("evening_from"), night_from__gt=F("evening_from"))
                & Q(night_from__lte=1440),
                name="band_setting_order",
            ),
        )


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by time."""

    def held_at(self, at: datetime) -> "PostQuerySet":
        """Keep the posts that are held at `at`."""
        return self.filter(starts_at__lte=at).exclude(ends_at__lte=at)


class Post(models.Model):
    """A member of staff has a role in a department, and with it a reach: the department's jurisdiction and all below."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="posts")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="posts")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="post_ends_after_start",
            ),
        )
