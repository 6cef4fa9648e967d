"""What the pages of a talk show: its lines with their words, how things stand, and what one can do."""

from datetime import datetime

from hantong.cases import file_store
from hantong.cases.person_words import LANGUAGES
from hantong.channels.chat.files import kept
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.queries import queue_for
from hantong.channels.chat.transcript import line_text
from hantong.channels.chat.waiting import expected_wait_s, minutes
from hantong.channels.chat.words import ENDINGS
from hantong.contacts.list_form import BANDS
from hantong.contacts.wording import tracking_link
from hantong.kit.ids import new_id
from hantong.offices.bands import Band


def lines_of(talk: Talk, *, after: int = 0) -> list[dict[str, object]]:
    """Give the lines after a number, with their words."""
    return [
        {"line": line, "text": line_text(line), "files": shown_files(line)}
        for line in Line.objects.filter(talk=talk, n__gt=after).order_by("n")
    ]


def shown_files(line: Line) -> list[dict[str, object]]:
    """Give the files of a line as its pages show them: small pictures, names, or that they are still looked at."""
    return [
        {
            "at": at,
            "name": file.name,
            "size_bytes": file.size_bytes,
            "is_held": file_store.is_held(file.sha256),
            "is_picture": file_store.has_thumbnail(file.sha256),
        }
        for at, file in enumerate(kept(line))
    ]


def room_context(talk: Talk, token: str, *, at: datetime, after: int = 0) -> dict[str, object]:
    """Give what the resident's page shows."""
    context: dict[str, object] = {
        "talk": talk,
        "token": token,
        "rows": lines_of(talk, after=after),
        "next": new_id(),
        "is_typing": talk.is_staff_typing(at),
        "link": tracking_link(talk.case) if talk.case else "",
        "now": at,
    }
    if talk.state == Talk.State.WAITING:
        queue = queue_for(talk.jurisdiction_id, before=talk.started_at, at=at)
        wait_s = expected_wait_s(queue)
        context |= {"queue": queue, "is_there": wait_s is not None, "wait_min": minutes(wait_s or 0)}
    return context


def row_of(talk: Talk) -> dict[str, object]:
    """Give a talk as the counsellors' list shows it."""
    return {
        "talk": talk,
        "band": BANDS[Band.of_code(talk.band)],
        "language": LANGUAGES.get(talk.language, talk.language),
        "ending": ENDINGS.get(talk.ended_by, ""),
    }
