"""Shapes of text templates, and invented values to look at them with."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import AnswerTemplate
from hantong.contacts.languages import PAGE_LANGUAGES, page_language
from hantong.contacts.models import NoticeTemplate
from hantong.contacts.notice_texts import ENDINGS
from hantong.contacts.notice_words import LANGUAGES as WORDS
from hantong.kit.words import said

LANGUAGES = [(language, words.LABEL) for language, words in WORDS.items()]
MORE = [(language, label) for language, label in LANGUAGES if language not in PAGE_LANGUAGES]
USES = [
    (AnswerTemplate.Use.ANSWER.value, _("Answer")),
    (AnswerTemplate.Use.CLOSING.value, _("Closing text")),
    (AnswerTemplate.Use.QUESTION.value, _("Question to the resident")),
    (AnswerTemplate.Use.EXTENSION.value, _("Reason for a later date")),
]
EXAMPLE: Mapping[str, Mapping[str, str]] = {
    "name": {"ko": "한영숙", "en": "Han Yeong-suk"},
    "number": {"ko": "4821-0934-5517", "en": "4821-0934-5517"},
    "title": {"ko": "수원역 앞 보도에 파인 곳이 있습니다", "en": "A hole in the pavement at Suwon station"},
    "service": {"ko": "도로 파손 신고", "en": "Pothole"},
    "office": {"ko": "도로관리과", "en": "Roads"},
    "staff_unit": {"ko": "도로관리과", "en": "Roads"},
    "due": {"ko": "3월 11일 (수) 18:00", "en": "11 Mar (Wed) 18:00"},
    "link": {"ko": "https://example.org/track/4821-0934-5517/…", "en": "https://example.org/track/4821-0934-5517/…"},
    "phone": {"ko": "031-120", "en": "031-120"},
    "text": {"ko": "현장을 확인했고 오늘 안에 메우겠습니다.", "en": "We have looked at it and will fill it today."},
    "ending": ENDINGS["done"],
}


def example_values(language: str) -> dict[str, str]:
    """Give invented values for every placeholder in a language."""
    nearest = page_language(language)
    return {name: words.get(language) or said(words, nearest) for name, words in EXAMPLE.items()}


def _long(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 8}), max_length=5000, required=required)


class _Texts(forms.Form):
    stems: tuple[str, ...] = ()

    def add_languages(self) -> None:
        """Ask for the texts in the languages that our pages are not written in; an empty one is not used."""
        for language, label in MORE:
            if "subject" in self.stems:
                name = format_lazy(_("Subject ({language})"), language=label)
                self.fields[f"subject_{language}"] = forms.CharField(label=name, max_length=150, required=False)
            name = format_lazy(_("Text ({language})"), language=label)
            self.fields[f"body_{language}"] = _long(name, required=False)

    def more(self) -> list[tuple[str, str, list[forms.BoundField], bool]]:
        """Give for each further language its code, its name, its fields, and whether anything is written in them."""
        found = []
        for language, label in MORE:
            fields = [self[f"{stem}_{language}"] for stem in self.stems]
            found.append((language, label, fields, any(field.value() for field in fields)))
        return found

    def current(self, name: str) -> str:
        """Give what the field shows now, typed or kept."""
        return str(self[name].value() or "")

    def texts(self, stem: str) -> dict[str, str]:
        """Give the texts of one sort by language."""
        texts = {language: self.cleaned_data.get(f"{stem}_{language}", "") for language, _label in LANGUAGES}
        return {language: text for language, text in texts.items() if text.strip() or language in PAGE_LANGUAGES}


class NoticeForm(_Texts):
    """Subject and text in every language; an empty one means the text that comes with the house."""

    stems = ("subject", "body")
    subject_ko = forms.CharField(label=_("Subject (Korean)"), max_length=150, required=False)
    body_ko = _long(_("Text (Korean)"), required=False)
    subject_en = forms.CharField(label=_("Subject (English)"), max_length=150, required=False)
    body_en = _long(_("Text (English)"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.add_languages()

    @staticmethod
    def initial_of(row: NoticeTemplate | None) -> dict[str, str]:
        """Give what is kept as the form's values."""
        if row is None:
            return {}
        return {
            f"{stem}_{language}": texts.get(language, "")
            for stem, texts in (("subject", row.subjects), ("body", row.bodies))
            for language, _label in LANGUAGES
        }


class AnswerForm(_Texts):
    """A text that staff answer with: a name, a use, and the words in both languages of our pages, and more."""

    stems = ("body",)
    code = forms.SlugField(
        label=_("Code"), help_text=_("Small letters and hyphens; staff find it by this."), max_length=50
    )
    use = forms.ChoiceField(label=_("Use"), choices=USES)
    name_ko = forms.CharField(label=_("Name (Korean)"), max_length=80)
    name_en = forms.CharField(label=_("Name (English)"), max_length=80)
    body_ko = _long(_("Text (Korean)"))
    body_en = _long(_("Text (English)"))
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, data: Any = None, *, template: AnswerTemplate) -> None:
        initial: dict[str, object] = {"code": template.code, "use": template.use, "is_active": template.is_active}
        for language, _label in LANGUAGES:
            initial[f"name_{language}"] = template.names.get(language, "")
            initial[f"body_{language}"] = template.bodies.get(language, "")
        super().__init__(data, initial=initial)
        self.add_languages()
        self.template = template

    def clean_code(self) -> str:
        """Refuse a code that another text has."""
        code = str(self.cleaned_data["code"])
        same = AnswerTemplate.objects.filter(code=code, jurisdiction=self.template.jurisdiction_id)
        if same.exclude(pk=self.template.pk).exists():
            raise forms.ValidationError(_("Another text has this code already."))
        return code

    def filled(self, template: AnswerTemplate) -> AnswerTemplate:
        """Give the template with what was typed."""
        cleaned = self.cleaned_data
        template.code, template.use, template.is_active = cleaned["code"], cleaned["use"], cleaned["is_active"]
        template.names, template.bodies = self.texts("name"), self.texts("body")
        return template
