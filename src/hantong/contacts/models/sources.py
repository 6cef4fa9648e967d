"""Where a channel fetches from, at somebody else's, and how that goes."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from hantong.contacts.models.arrivals import OwnAddress
from hantong.kit.ids import new_id

if TYPE_CHECKING:
    from hantong.offices.person import Reach


class SourceQuerySet(models.QuerySet["Source"]):
    """Chainable questions about sources."""

    def within(self, reach: "Reach") -> "SourceQuerySet":
        """Keep the sources of the addresses of the jurisdictions within `reach`."""
        return self if reach.is_everything else self.filter(own_address__jurisdiction__in=reach.jurisdictions)


class Source(models.Model):
    """A mailbox or account elsewhere that a channel fetches from: when it last worked, and why it does not now."""

    class Trouble(models.TextChoices):
        """What kind of trouble it is in."""

        NONE = "", ""
        SIGN_IN = "sign_in", _("The name or the password is refused.")
        AWAY = "away", _("It cannot be reached.")
        OTHER = "other", _("It answers with an error.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=20)
    name = models.CharField(max_length=254)
    own_address = models.ForeignKey(OwnAddress, on_delete=models.SET_NULL, null=True, db_index=False)
    tried_at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=8, choices=Trouble, blank=True)
    said = models.CharField(max_length=300, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["channel", "name"], name="source_once"),)

    def __str__(self) -> str:
        return self.name
