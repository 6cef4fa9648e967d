"""The words of a notice: the office's own template or the built-in one, filled in for one matter and one reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from hantong.cases.models import Case
from hantong.contacts.languages import PAGE_LANGUAGES, page_language
from hantong.contacts.models import NoticeTemplate
from hantong.contacts.notice_texts import ENDINGS, OCCASIONS, RESIDENT
from hantong.contacts.notice_words import LANGUAGES, PATTERNS, moment_in
from hantong.contacts.placeholders import fill
from hantong.contacts.tracked import token_of
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.people.contact_points import printed
from hantong.people.models import Resident
from hantong.shell.moments import moment_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a notice says beyond the matter itself: `unit` is the department that it went to, `back` when we are back, `until` what we ask for."""

    text: str = ""
    ending: str = ""
    unit: UUID | None = None
    back: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of(cls, words: Mapping[str, object]) -> "Wording":
        """Make it of keyword arguments. Raises TypeError for an unknown one."""
        return cls(**words)  # type: ignore[arg-type]


def notice_for(occasion: str, *, case: Case, name: str, language: str, words: Wording) -> tuple[str, str]:
    """Give subject and body of a notice in `language`."""
    subjects, bodies = texts_of(occasion, case.jurisdiction_id)
    values = values_of(case, name=name, language=language, words=words)
    subject = fill(said(subjects, language).replace("\n", " "), values)
    return subject, fill(said(bodies, language), values)


def texts_of(occasion: str, jurisdiction: UUID | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the subjects and bodies that hold in a jurisdiction: its own, those of one above it, or the built-in ones."""
    path = directory().ancestors[jurisdiction] if jurisdiction else ()
    rows = {row.jurisdiction_id: row for row in NoticeTemplate.objects.filter(occasion=occasion)}
    built_in = OCCASIONS[occasion]
    row = next((rows[key] for key in (*path, None) if key in rows), None)
    if row is None:
        return built_in.subjects, built_in.bodies
    return _over(row.subjects, built_in.subjects), _over(row.bodies, built_in.bodies)


def _over(own: Mapping[str, str], built_in: Mapping[str, str]) -> dict[str, str]:
    return {**built_in, **{language: text for language, text in own.items() if text.strip()}}


def values_of(case: Case, *, name: str, language: str, words: Wording) -> dict[str, str]:
    """Give what each placeholder stands for."""
    offices = directory()
    zone = offices.jurisdictions[case.jurisdiction_id].zone
    unit = offices.departments[case.owner_unit_id]
    with translation.override(page_language(language)), timezone.override(zone):
        text = offices.departments[words.unit].name if words.unit else words.text
        return {
            "name": name or said(RESIDENT, language),
            "number": str(case),
            "title": case.title,
            "service": case.service.name if case.service else "",
            "office": unit.name,
            "staff_unit": unit.name,
            "due": _moment(case.due_at, case, zone=zone, language=language),
            "link": tracking_link(case),
            "phone": printed(unit.phone) if unit.phone else "",
            "text": text,
            "back": _moment(words.back, case, zone=zone, language=language),
            "until": _moment(words.until, case, zone=zone, language=language),
            "ending": said(ENDINGS.get(words.ending or case.end_state, {}), language),
        }


def _moment(at: datetime | None, case: Case, *, zone: ZoneInfo, language: str) -> str:
    if at is None:
        return ""
    if language in PATTERNS:
        return moment_in(language, at.astimezone(zone))
    return moment_text(at, now=case.changed_at)


def language_for(case: Case, resident: Resident | None) -> str:
    """Give the language in which we write about `case`: the resident's, else the one that they wrote in.

    A record that says Korean because nobody said otherwise gives way to words in a language that our forms do not
    offer; a language that we do not write is answered in English.
    """
    wanted = resident.language if resident else case.language
    if wanted == "ko" and case.language not in PAGE_LANGUAGES:
        wanted = case.language
    return wanted if wanted in LANGUAGES else "en"


def tracking_link(case: Case) -> str:
    """Give the address at which whoever holds it follows the matter."""
    return settings.PUBLIC_URL + reverse("track:case", args=[case.number, token_of(case)])
