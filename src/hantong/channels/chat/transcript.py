"""A talk as one text: for the resident to keep, for the contact, and for the matter that it becomes."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hantong.channels.chat.files import kept
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.words import HOUSE


def line_text(line: Line) -> str:
    """Give the words of a line; the house's own in the language of the page."""
    return str(HOUSE.get(line.text, line.text)) if line.who == Line.Who.HOUSE else line.text


def words_with_files(line: Line) -> str:
    """Give the words of a line and the names of its files."""
    return "\n".join(filter(None, [line_text(line), *(f"[{file.name}]" for file in kept(line))]))


def said_only(lines: Iterable[Line]) -> list[Line]:
    """Leave out what the house itself said."""
    return [line for line in lines if line.who != Line.Who.HOUSE]


def words_of(talk: Talk, lines: Iterable[Line]) -> str:
    """Give what was said, as the matter and the contact keep it; the resident's name for each side where both spoke."""
    said = said_only(lines)
    if all(line.who == Line.Who.RESIDENT for line in said):
        return "\n".join(words_with_files(line) for line in said)
    with translation.override(talk.page_language):
        who = {Line.Who.RESIDENT.value: _("Resident"), Line.Who.STAFF.value: _("Counsellor")}
        return "\n".join(f"{who[line.who]}: {words_with_files(line)}" for line in said)


def transcript(talk: Talk, lines: Iterable[Line]) -> str:
    """Give the whole talk with its times, for the resident."""
    who = {Line.Who.RESIDENT.value: _("You"), Line.Who.STAFF.value: _("Counsellor"), Line.Who.HOUSE.value: "·"}
    head = _("Conversation of %(day)s") % {"day": f"{localtime(talk.started_at):%Y-%m-%d %H:%M}"}
    number = [_("Number: %(number)s") % {"number": talk.case}] if talk.case else []
    rows = [f"[{localtime(line.said_at):%H:%M}] {who[line.who]}: {words_with_files(line)}" for line in lines]
    return "\n".join([head, *number, "", *rows, ""])
