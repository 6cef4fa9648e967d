"""Files that somebody names by their addresses: fetched by a job, from the public internet only, and checked like any other."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit
from uuid import UUID

import structlog

from hantong.cases.actions import NewFile, attach, keep_files
from hantong.cases.models import Case
from hantong.kit.errors import Refused
from hantong.outside.calling import NoAnswer
from hantong.outside.fetching import TooMuch, fetch
from hantong.outside.places import NotAllowed

MOST_BYTES = 10 * 1024 * 1024
log = structlog.get_logger("hantong.linked_files")


class NotFetched(Exception):
    """The address gives nothing that we take; `permanent` says that trying again would not help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(reason)


def attach_linked(case_id: UUID, links: Sequence[str], *, channel: str, at: datetime) -> int:
    """Attach what the addresses give to a matter, and tell how many files; those that it has are not added again.

    What is not taken stays a link. Raises NotFetched where trying again may help.
    """
    case = Case.objects.filter(pk=case_id, erased_at__isnull=True).first()
    if case is None:
        return 0
    attached = 0
    for link in links:
        try:
            files = keep_files([fetched(link)])
            attached += len(attach(case=case, files=files, by=None, at=at, channel=channel))
        except NotFetched as error:
            if not error.permanent:
                raise
            log.warning("linked file not taken", case=str(case_id), reason=str(error))
        except Refused as refused:
            log.warning("linked file not taken", case=str(case_id), reason=refused.code)
    return attached


def fetched(link: str) -> NewFile:
    """Give the file at an address on the public internet. Raises NotFetched."""
    try:
        found = fetch(link, accept="image/*, video/mp4, application/pdf", most_bytes=MOST_BYTES)
    except NotAllowed as refused:
        raise NotFetched(refused.reason, permanent=refused.permanent) from refused
    except NoAnswer as silent:
        raise NotFetched(silent.reason, permanent=False) from silent
    except TooMuch as large:
        raise NotFetched("it is too large or too slow", permanent=True) from large
    if found.status != 200:
        raise NotFetched(f"it answered {found.status}", permanent=found.status < 500 and found.status != 429)
    name = unquote(urlsplit(link).path.rpartition("/")[2])[:100] or "picture"
    return NewFile(name=name, content=found.content)
