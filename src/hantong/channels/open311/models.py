"""What waits to be received: a filing that came in a rush, known to its app by a token."""

from django.db import models

from hantong.access.models import ApiKey
from hantong.cases.models import Case
from hantong.kit.ids import new_id


class Waiting(models.Model):
    """A filing that was checked and is received by a job within seconds; its words are emptied once it is a matter."""

    token = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    fingerprint = models.CharField(max_length=32)
    filed = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=["client", "fingerprint"], name="open311_waiting_same"),)
