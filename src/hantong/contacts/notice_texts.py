"""What residents are told at each step when nobody has written anything else: the texts that come with the house."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.contacts.notice_words import LANGUAGES

GENERAL = ("name", "number", "title", "service", "office", "due", "link", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A step that residents hear of; `must_reach`: staff tell them by voice where no machine can."""

    label: str | Promise
    must_reach: bool
    more: tuple[str, ...]
    subjects: Mapping[str, str]
    bodies: Mapping[str, str]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What may stand in its texts."""
        return (*GENERAL, *self.more)


def _occasion(code: str, label: str | Promise, *more: str, must_reach: bool) -> Occasion:
    """Gather the texts of an occasion in every language, each with its greeting and its foot."""
    return Occasion(
        label=label,
        must_reach=must_reach,
        more=more,
        subjects={language: words.SUBJECTS[code] for language, words in LANGUAGES.items()},
        bodies={language: words.HELLO + words.BODIES[code] + words.FOOT for language, words in LANGUAGES.items()},
    )


OCCASIONS: Mapping[str, Occasion] = {
    "opened": _occasion("opened", _("We have received it"), must_reach=False),
    "answered": _occasion("answered", _("An answer"), "text", must_reach=True),
    "asked": _occasion("asked", _("A question to the resident"), "text", must_reach=True),
    "deadline_moved": _occasion("deadline_moved", _("The date of the answer has changed"), "text", must_reach=True),
    "consent_asked": _occasion(
        "consent_asked", _("A question whether we may take longer"), "text", "until", must_reach=True
    ),
    "closed": _occasion("closed", _("It is settled"), "text", "ending", must_reach=True),
    "merged": _occasion("merged", _("It was joined to an earlier matter"), "text", must_reach=True),
    "reopened": _occasion("reopened", _("It is open again"), must_reach=False),
    "passed_on": _occasion("passed_on", _("Another authority works on it"), "text", must_reach=False),
    "away": _occasion("away", _("Nobody is there right now"), "back", must_reach=False),
}
ENDINGS: Mapping[str, Mapping[str, str]] = {
    code: {language: words.ENDINGS[code] for language, words in LANGUAGES.items()} for code in LANGUAGES["ko"].ENDINGS
}
RESIDENT: Mapping[str, str] = {language: words.RESIDENT for language, words in LANGUAGES.items()}
