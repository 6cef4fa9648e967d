"""The shape of what is entered about services."""

# ruff: noqa: ANN401  (the form library's own signatures)

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.deadline_words import UNITS
from hantong.catalogue.facts import AttributeFacts, ChoiceFacts, GroupFacts, RetentionFacts, ServiceFacts
from hantong.catalogue.models import Service, ServiceAttribute
from hantong.catalogue.placeholders import KNOWN
from hantong.catalogue.words import DATATYPES, LANGUAGES
from hantong.offices.forms import CODE, Choices, EditForm, NamedForm, fix_code

MORE_LANGUAGES = [code for code in LANGUAGES if code not in ("ko", "en")]


class ServiceForm(EditForm):
    """A service, with its words in every language that residents are served in."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50, help_text=_("Never changes later."))
    jurisdiction = forms.ChoiceField(label=_("Offered in"))
    group = forms.ChoiceField(label=_("Group"), required=False)
    keywords = forms.CharField(
        label=_("Keywords"),
        required=False,
        max_length=1000,
        help_text=_("What residents call it, with commas between: car, parking, tow."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it is served"),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needs_place = forms.BooleanField(label=_("Needs a place: residents must say where"), required=False)
    is_public = forms.BooleanField(label=_("Residents may choose it themselves"), required=False)
    is_active = forms.BooleanField(label=_("Offered now"), required=False)
    answerable_at_once = forms.BooleanField(label=_("May be answered at once"), required=False)
    deadline_unit = forms.ChoiceField(label=_("Deadline"), choices=list(UNITS.items()))
    deadline_amount = forms.IntegerField(label=_("How many"), min_value=0, max_value=999, required=False)
    retention = forms.ChoiceField(label=_("Kept as"), required=False)

    def __init__(
        self, *args: Any, jurisdictions: Choices, groups: Choices, retentions: Choices, is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("jurisdiction", jurisdictions), ("group", groups), ("retention", retentions)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for code, language in LANGUAGES.items():
            self._add_words(code, language)
        self.fields["name_ko"].required = True
        fix_code(self, "jurisdiction", is_new=is_new)

    def _add_words(self, code: str, language: Any) -> None:
        area = forms.Textarea({"rows": 3})
        placeholders = " ".join(f"{{{name}}}" for name in KNOWN)
        self.fields[f"name_{code}"] = forms.CharField(
            label=_("Name (%(language)s)") % {"language": language}, max_length=80, required=False
        )
        self.fields[f"description_{code}"] = forms.CharField(
            label=_("What it is and what is needed (%(language)s)") % {"language": language},
            widget=area,
            max_length=4000,
            required=False,
        )
        self.fields[f"standard_answers_{code}"] = forms.CharField(
            label=_("Standard answer (%(language)s)") % {"language": language},
            widget=forms.Textarea({"rows": 4}),
            max_length=4000,
            required=False,
            help_text=_("Filled in when sent: %(names)s") % {"names": placeholders} if code == "ko" else "",
        )

    @property
    def more_words(self) -> list[Any]:
        """The fields of the languages beyond Korean and English."""
        names = ("name", "description", "standard_answers")
        return [self[f"{name}_{code}"] for code in MORE_LANGUAGES for name in names]

    def clean_keywords(self) -> tuple[str, ...]:
        """Read the keywords, each once and of 40 characters at most."""
        found = tuple(dict.fromkeys(each.strip() for each in self.cleaned_data["keywords"].split(",") if each.strip()))
        if any(len(each) > 40 for each in found):
            raise forms.ValidationError(_("A keyword has at most 40 characters."))
        return found

    def facts(self, kept: ServiceFacts | None = None) -> ServiceFacts:
        """Give what was entered."""
        data = self.cleaned_data
        return ServiceFacts(
            jurisdiction=kept.jurisdiction if kept else data["jurisdiction"],
            code=kept.code if kept else data["code"],
            names=self._words("name"),
            group=data["group"],
            descriptions=self._words("description"),
            keywords=data["keywords"],
            languages=tuple(data["languages"]),
            needs_place=data["needs_place"],
            is_public=data["is_public"],
            is_active=data["is_active"],
            answerable_at_once=data["answerable_at_once"],
            standard_answers=self._words("standard_answers"),
            deadline_unit=data["deadline_unit"],
            deadline_amount=data["deadline_amount"] or 0,
            retention=data["retention"],
        )

    def _words(self, name: str) -> dict[str, str]:
        found = {code: str(self.cleaned_data[f"{name}_{code}"]).replace("\r\n", "\n") for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


def service_initial(facts: ServiceFacts) -> dict[str, object]:
    """Give what a service's form shows at first."""
    words: Mapping[str, Mapping[str, str]] = {
        "name": facts.names,
        "description": facts.descriptions,
        "standard_answers": facts.standard_answers,
    }
    said = {f"{name}_{code}": texts.get(code, "") for name, texts in words.items() for code in LANGUAGES}
    fields = (
        "code", "jurisdiction", "group", "languages", "needs_place", "is_public", "is_active",
        "answerable_at_once", "deadline_unit", "deadline_amount", "retention",
    )  # fmt: skip
    return {**said, **{name: getattr(facts, name) for name in fields}, "keywords": ", ".join(facts.keywords)}


class AttributeForm(NamedForm):
    """One question of a service."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50)
    datatype = forms.ChoiceField(label=_("Kind of answer"), choices=list(DATATYPES.items()))
    hint_ko = forms.CharField(label=_("Hint in Korean"), max_length=200, required=False)
    hint_en = forms.CharField(label=_("Hint in English"), max_length=200, required=False)
    choices = forms.CharField(
        label=_("Values to choose from"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One per line: key | Korean | English. Only for lists."),
    )
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    is_told = forms.BooleanField(label=_("Only told, not asked"), required=False)

    def clean_choices(self) -> tuple[ChoiceFacts, ...]:
        """Read the values."""
        lines = [line for line in str(self.cleaned_data["choices"]).splitlines() if line.strip()]
        return tuple(_choice(line) for line in lines)

    def facts(self) -> AttributeFacts:
        """Give what was entered."""
        data = self.cleaned_data
        is_list = data["datatype"] in (ServiceAttribute.Datatype.SINGLE, ServiceAttribute.Datatype.MULTI)
        return AttributeFacts(
            code=data["code"],
            names=_filled(self.names()),
            datatype=data["datatype"],
            is_required=data["is_required"],
            is_variable=not data["is_told"],
            hints=_filled({"ko": data["hint_ko"], "en": data["hint_en"]}),
            choices=data["choices"] if is_list else (),
        )


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in words.items() if text}


def _choice(line: str) -> ChoiceFacts:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 2 or not parts[0] or not parts[1]:
        raise forms.ValidationError(_("Write each value as: key | Korean | English."))
    return ChoiceFacts(key=parts[0], names=_filled({"ko": parts[1], "en": parts[2] if len(parts) > 2 else ""}))


class _Ordered(forms.BaseFormSet[AttributeForm] if TYPE_CHECKING else forms.BaseFormSet):  # type: ignore[misc]
    """Questions that are put into order by numbers."""

    def add_fields(self, form: AttributeForm, index: int | None) -> None:
        """Name the number by which one puts questions into order."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Position")


AttributeFormSet = forms.formset_factory(
    AttributeForm, formset=_Ordered, extra=1, can_delete=True, can_order=True, max_num=60
)


def attribute_initial(facts: AttributeFacts) -> dict[str, object]:
    """Give what a question's form shows at first."""
    lines = [" | ".join(filter(None, (e.key, e.names.get("ko"), e.names.get("en")))) for e in facts.choices]
    return {
        "code": facts.code,
        "name_ko": facts.names.get("ko", ""),
        "name_en": facts.names.get("en", ""),
        "datatype": facts.datatype,
        "hint_ko": facts.hints.get("ko", ""),
        "hint_en": facts.hints.get("en", ""),
        "choices": "\n".join(lines),
        "is_required": facts.is_required,
        "is_told": not facts.is_variable,
    }


class GroupForm(NamedForm):
    """A heading of the catalogue."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50)
    rank = forms.IntegerField(label=_("Position"), min_value=0, max_value=9999, initial=0)

    def facts(self, kept: GroupFacts | None = None) -> GroupFacts:
        """Give what was entered."""
        data = self.cleaned_data
        names = self.names(kept.names if kept else None)
        return GroupFacts(code=kept.code if kept else data["code"], names=names, rank=data["rank"])


class RetentionForm(NamedForm):
    """A retention class."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50)
    keep_days = forms.IntegerField(label=_("Days kept after settling"), min_value=1, max_value=40_000)
    basis = forms.CharField(label=_("Legal basis"), max_length=200, required=False)

    def facts(self, kept: RetentionFacts | None = None) -> RetentionFacts:
        """Give what was entered."""
        data = self.cleaned_data
        return RetentionFacts(
            code=kept.code if kept else data["code"],
            names=self.names(kept.names if kept else None),
            keep_days=data["keep_days"],
            basis=data["basis"],
        )


class DutyForm(forms.Form):
    """Which department answers at one spot."""

    department = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("– nobody named –")), *departments]  # type: ignore[attr-defined]


class DeadlineForm(forms.Form):
    """A deadline to be explained."""

    deadline_unit = forms.ChoiceField(choices=[(unit, unit) for unit in Service.DeadlineUnit.values])
    deadline_amount = forms.IntegerField(min_value=1, max_value=999, required=False)
    jurisdiction = forms.CharField()
