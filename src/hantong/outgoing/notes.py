"""What a notification says: a sentence without anybody's name or words, the number, and where it leads."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hantong.cases.alert_words import sentence_of
from hantong.cases.models import Alert, Case
from hantong.contacts.tracked import token_of


@dataclass(frozen=True, slots=True)
class Note:
    """A notification; notes with the same tag replace one another."""

    title: str
    text: str
    url: str
    tag: str
    is_alarm: bool = False

    def content(self) -> bytes:
        """Give what the service worker reads."""
        shown = {"title": self.title, "body": self.text, "url": self.url, "tag": self.tag, "loud": self.is_alarm}
        return json.dumps(shown, ensure_ascii=False).encode()

    @property
    def topic(self) -> str:
        """Give the name under which a push service replaces an older note that nobody has seen (RFC 8030)."""
        return sha256(self.tag.encode()).hexdigest()[:32]


def note_for_staff(alert: Alert, *, language: str) -> Note:
    """Give the note of an alert; only its number says which matter."""
    with override(language):
        url = reverse("cases:case", args=[alert.case.number]) if alert.case else reverse("cases:alerts")
        return Note(
            title=sentence_of(alert),
            text=str(alert.case or ""),
            url=url,
            tag=f"case:{alert.case_id}" if alert.case_id else alert.key,
            is_alarm=alert.is_alarm,
        )


def note_for_resident(case: Case, occasion: str, *, language: str) -> Note:
    """Give the note of an answer, a question or the end of a matter."""
    with override(language):
        titles = {
            "answered": _("There is an answer to your matter."),
            "asked": _("We have a question about your matter."),
            "closed": _("Your matter is settled."),
        }
        return Note(
            title=titles[occasion],
            text=_("Number %(number)s") % {"number": case},
            url=reverse("track:case", args=[case.number, token_of(case)]),
            tag=f"case:{case.number}",
        )
