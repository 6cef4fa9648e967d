"""What the pages of a matter ask of the front door: the very text that a resident will get, and filled-in templates."""

from hantong.cases.models import Case
from hantong.channels.sms.length import Length, length_of
from hantong.contacts.placeholders import fill
from hantong.contacts.ways import ways_to
from hantong.contacts.wording import Wording, language_for, notice_for, values_of
from hantong.people.contact_points import printed

ANSWER_STANDS_HERE = "\x01"


def language_of(case: Case) -> str:
    """Give the language in which the resident of `case` is written to."""
    return language_for(case, case.resident)


def notice(occasion: str, *, case: Case, text: str, ending: str = "") -> tuple[str, str]:
    """Give the subject and body that the resident will get."""
    name = case.resident.name if case.resident else ""
    words = Wording(text=text, ending=ending)
    return notice_for(occasion, case=case, name=name, language=language_of(case), words=words)


def filled(template: str, *, case: Case) -> str:
    """Give a text template with its placeholders filled in for `case`."""
    name = case.resident.name if case.resident else ""
    values = values_of(case, name=name, language=language_of(case), words=Wording())
    return fill(template, values)


def ways(case: Case) -> list[tuple[str, str, str]]:
    """Give the ways in which the resident can be answered, the usual one first: channel, its name, and where to."""
    if case.resident is None:
        return []
    resident = case.resident.merged_into or case.resident
    return [(way.channel, str(way.label), printed(way.recipient)) for way in ways_to(case, resident)]


def text_length(case: Case, text: str) -> Length:
    """Tell how long an answer is, and what it costs, where it goes out as a text."""
    _subject, body = notice("answered", case=case, text=ANSWER_STANDS_HERE)
    before, _here, after = body.partition(ANSWER_STANDS_HERE)
    return length_of(before, text, after)
