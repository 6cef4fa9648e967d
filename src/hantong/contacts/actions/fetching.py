"""How fetching from somewhere else goes, for whoever looks after it."""

from collections.abc import Collection
from datetime import datetime

from hantong.contacts.models import OwnAddress, Source

Trouble = Source.Trouble


def note_fetched(  # noqa: PLR0913
    *,
    channel: str,
    name: str,
    own_address: OwnAddress | None,
    trouble: Source.Trouble = Trouble.NONE,
    said: str = "",
    at: datetime,
) -> Source:
    """Note that a source was tried, and that it worked unless it is in `trouble`; `said` is what the other side says."""
    tried = {"own_address": own_address, "tried_at": at, "trouble": trouble, "said": said[:300]}
    worked = {} if trouble else {"worked_at": at}
    return Source.objects.update_or_create(channel=channel, name=name, defaults={**tried, **worked})[0]


def forget_sources(*, channel: str, but: Collection[str]) -> int:
    """Forget the sources of a channel that are configured no more; tell how many."""
    return Source.objects.filter(channel=channel).exclude(name__in=but).delete()[0]
