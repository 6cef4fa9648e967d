"""What apps can cause: a matter filed or grown by their residents' words, at once or, in a rush, by a job within seconds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hantong.access.models import ApiKey
from hantong.cases.models import Case, History
from hantong.channels.open311.channel import KEY, Open311Channel
from hantong.channels.open311.models import Waiting
from hantong.contacts.actions import receive
from hantong.contacts.channel import Upload
from hantong.contacts.models import Contact
from hantong.kit.ids import new_id

SAME_WITHIN = timedelta(hours=1)
TOKENS_KEPT = timedelta(days=30)
GONE = "gone"
Values = Mapping[str, object]


@transaction.atomic
def file_request(
    *, values: Values, fingerprint: str, client: ApiKey | None, at: datetime, uploads: Sequence[Upload] = ()
) -> Case:
    """Open a matter for what an app filed; the same filing sent again within the day gives the same matter.

    Raises what `receive` raises, and ChannelError.
    """
    key = _key(fingerprint, client, at=at)
    read = Open311Channel().read({"id": new_id(), **values, "key": key, "uploads": list(uploads)}, at=at)
    received = receive(arrival=read, at=at)
    assert received.case is not None  # noqa: S101 (an arrival without `joins` opens a matter)
    if not received.is_repeat and received.case.attributes.get("media_url"):
        from hantong.channels.open311.jobs import fetch_pictures

        fetch_pictures.defer(case=str(received.case.pk))
    return received.case


def _key(fingerprint: str, client: ApiKey | None, *, at: datetime) -> str:
    """Name a filing so that a repeat is recognised: apps send again what they think was lost.

    The name holds for a UTC day, and across midnight for an hour: the same words next week are something new.
    """
    today, before = (
        f"{client.prefix if client else GONE}:{moment:%Y%m%d}:{fingerprint}" for moment in (at, at - SAME_WITHIN)
    )
    if before != today and Contact.objects.filter(channel=KEY, channel_key=before, recorded_at__gt=at - SAME_WITHIN):
        return before
    return today


@transaction.atomic
def keep_waiting(*, values: Values, fingerprint: str, client: ApiKey, at: datetime) -> Waiting:
    """Keep a filing for a job that receives it, and give its token; a repeat gives the token that it had."""
    same = Waiting.objects.filter(client=client, fingerprint=fingerprint, made_at__gt=at - SAME_WITHIN).first()
    if same is not None:
        return same
    row = Waiting(client=client, fingerprint=fingerprint, filed=dict(values), made_at=at)
    row.save(force_insert=True)
    from hantong.channels.open311.jobs import receive_waiting

    receive_waiting.defer(token=str(row.token))
    return row


@transaction.atomic
def receive_kept(*, token: UUID, at: datetime) -> Case | None:
    """Open the matter of a waiting filing, once, and empty its words. Raises what `file_request` raises."""
    row = Waiting.objects.select_for_update(of=("self",)).select_related("client").filter(token=token).first()
    if row is None or row.case_id is not None:
        return None
    values = {**row.filed, "said_at": row.made_at}
    row.case = file_request(values=values, fingerprint=row.fingerprint, client=row.client, at=at)
    row.filed = {}
    row.save(update_fields=["case", "filed"])
    return row.case


def forget_tokens(*, at: datetime) -> int:
    """Remove the tokens that were turned into numbers long ago; tell how many."""
    return Waiting.objects.filter(case__isnull=False, made_at__lt=at - TOKENS_KEPT).delete()[0]


def add_update(*, case: Case, values: Values, update_key: str, client: ApiKey, said_at: datetime, at: datetime) -> int:
    """Add what somebody said in an app to their matter, once, and give the number of its history row.

    Raises what `receive` raises, and ChannelError.
    """
    named = {
        **values,
        "id": new_id(),
        "key": f"{client.prefix}:update:{update_key}"[:200],
        "said_at": min(said_at, at),
        "jurisdiction": str(case.jurisdiction_id),
        "joins": str(case.pk),
    }
    contact = receive(arrival=Open311Channel().read(named, at=at), at=at).contact
    said = History.objects.filter(case=contact.case_id, kind=History.Kind.SAID, channel=KEY, at=contact.recorded_at)
    return said.order_by("n").values_list("n", flat=True)[0]
