"""Adding lines to a talk that is held, and telling the pages that show it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from hantong.access.models import Staff
from hantong.cases.actions import KeptFile
from hantong.channels.chat.models import Line, Talk
from hantong.kit.events import tell_live

DESK = "chatdesk"


def topic(talk: UUID) -> str:
    """Name what the pages of a talk listen to."""
    return f"chat:{talk}"


def held(talk: Talk) -> Talk:
    """Give the talk with its row held until the transaction ends."""
    return Talk.objects.select_for_update().get(pk=talk.pk)


def add_line(
    talk: Talk,
    *,
    who: Line.Who,
    text: str,
    at: datetime,
    staff: Staff | None = None,
    client: UUID | None = None,
    files: Sequence[KeptFile] = (),
) -> Line:
    """Store the next line of a held talk; the caller saves the talk."""
    talk.n += 1
    line = Line(talk=talk, n=talk.n, who=who, staff=staff, text=text, said_at=at, client=client)
    line.files = [asdict(file) for file in files]
    line.save(force_insert=True)
    return line


def tell(talk: Talk, *, is_for_the_desk: bool = True) -> None:
    """Have the talk's pages, and the desk, look again once this is committed."""
    topics = [topic(talk.pk), DESK] if is_for_the_desk else [topic(talk.pk)]
    tell_live([{"topic": each, "kind": "changed"} for each in topics])
