"""Pictures that an app names by their addresses when it files a matter."""

from datetime import datetime
from uuid import UUID

from hantong.cases.models import Case
from hantong.channels.open311.channel import KEY
from hantong.contacts.linked_files import attach_linked


def attach_filed(case_id: UUID, *, at: datetime) -> int:
    """Attach what the addresses in a matter's `media_url` give, and tell how many files. Raises NotFetched."""
    case = Case.objects.filter(pk=case_id).only("attributes").first()
    links = case.attributes.get("media_url") if case else None
    return attach_linked(case_id, [str(link) for link in links], channel=KEY, at=at) if isinstance(links, list) else 0
