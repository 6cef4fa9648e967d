"""The shape of what is entered about offices."""

# ruff: noqa: ANN401  (the form library's own signatures)

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hantong.offices.facts import DepartmentFacts, JurisdictionFacts, PlaceFacts
from hantong.offices.models import Jurisdiction, Place
from hantong.offices.words import JURISDICTION_KINDS, PLACE_KINDS

Choices = list[tuple[str, str]]
CODE = RegexValidator(r"^[a-z0-9][a-z0-9_-]*$", _("Use small letters a–z, digits, - and _ only."))


class EditForm(forms.Form):
    """A form that remembers what its writer had seen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class NamedForm(EditForm):
    """A form for a thing with a Korean and an English name; names in other languages stay as they are."""

    name_ko = forms.CharField(label=_("Name in Korean"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)

    def names(self, kept: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the names, with those of other languages in `kept`."""
        return words_of(self.cleaned_data, "name", kept)


def words_of(data: Mapping[str, Any], field: str, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the texts of the fields `<field>_ko` and `<field>_en` by language, with the other languages of `kept`."""
    found = {language: str(data.get(f"{field}_{language}") or "") for language in ("ko", "en")}
    return {**(kept or {}), **found} if any(found.values()) else dict(kept or {})


class JurisdictionForm(NamedForm):
    """A jurisdiction."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50, help_text=_("Never changes later."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, JURISDICTION_KINDS[k]) for k in Jurisdiction.Kind.values])
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)
    zone = forms.CharField(label=_("Time zone"), max_length=40)
    holidays = forms.CharField(
        label=_("Holiday calendar"),
        max_length=12,
        required=False,
        help_text=_("A country such as KR, or a region such as US-MA; empty for none."),
    )
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)

    def __init__(self, *args: Any, parents: Choices, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]
        self.order_fields(["code", "name_ko", "name_en", "kind", "parent"])
        fix_code(self, is_new=is_new)

    def clean_zone(self) -> str:
        """Refuse a zone that the clock does not know."""
        zone: str = self.cleaned_data["zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("This time zone is not known. Write a name such as Asia/Seoul."))
        return zone

    def facts(self, kept: JurisdictionFacts | None = None) -> JurisdictionFacts:
        """Give what was entered; what the form does not show stays as in `kept`."""
        data = self.cleaned_data
        return JurisdictionFacts(
            code=kept.code if kept else data["code"],
            names=self.names(kept.names if kept else None),
            kind=data["kind"],
            parent=data["parent"],
            zone=data["zone"],
            holidays=data["holidays"],
            lat=data["lat"],
            lon=data["lon"],
            outline=kept.outline if kept else None,
        )


class DepartmentForm(NamedForm):
    """A department."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50, help_text=_("Never changes later."))
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"))
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_active = forms.BooleanField(label=_("At work: matters may be given to it"), required=False)

    def __init__(self, *args: Any, jurisdictions: Choices, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].choices = jurisdictions  # type: ignore[attr-defined]
        self.order_fields(["jurisdiction", "code", "name_ko", "name_en"])
        fix_code(self, "jurisdiction", is_new=is_new)

    def facts(self, kept: DepartmentFacts | None = None) -> DepartmentFacts:
        """Give what was entered."""
        data = self.cleaned_data
        return DepartmentFacts(
            jurisdiction=kept.jurisdiction if kept else data["jurisdiction"],
            code=kept.code if kept else data["code"],
            names=self.names(kept.names if kept else None),
            phone=data["phone"],
            email=data["email"],
            is_active=data["is_active"],
        )


class PlaceForm(NamedForm):
    """A place with its desks."""

    code = forms.CharField(label=_("Code"), validators=[CODE], max_length=50, help_text=_("Never changes later."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, PLACE_KINDS[k]) for k in Place.Kind.values])
    department = forms.ChoiceField(label=_("Run by"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    directions_ko = forms.CharField(
        label=_("How to get there, in Korean"), widget=forms.Textarea({"rows": 3}), required=False
    )
    directions_en = forms.CharField(
        label=_("How to get there, in English"), widget=forms.Textarea({"rows": 3}), required=False
    )
    desks = forms.CharField(
        label=_("Desks"), required=False, help_text=_("Their names, with commas between them: 1, 2, 3."), max_length=400
    )
    is_active = forms.BooleanField(label=_("In use, and shown to residents"), required=False)

    def __init__(self, *args: Any, departments: Choices, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = departments  # type: ignore[attr-defined]
        self.order_fields(["code", "name_ko", "name_en", "kind", "department"])
        fix_code(self, is_new=is_new)

    def clean_desks(self) -> tuple[str, ...]:
        """Read the names of the desks, each of 12 characters at most."""
        found = sorted({each.strip() for each in str(self.cleaned_data["desks"]).split(",") if each.strip()})
        if any(len(each) > 12 for each in found):
            raise forms.ValidationError(_("The name of a desk has at most 12 characters."))
        return tuple(found)

    def facts(self, kept: PlaceFacts | None = None) -> PlaceFacts:
        """Give what was entered; a place lies in the jurisdiction of the department that runs it."""
        data = self.cleaned_data
        return PlaceFacts(
            code=kept.code if kept else data["code"],
            names=self.names(kept.names if kept else None),
            kind=data["kind"],
            jurisdiction=kept.jurisdiction if kept else data["department"].partition("/")[0],
            department=data["department"],
            address=data["address"],
            directions=words_of(data, "directions", kept.directions if kept else None),
            phone=data["phone"],
            lat=data["lat"],
            lon=data["lon"],
            desks=data["desks"],
            is_active=data["is_active"],
        )


class FrontOfficeForm(forms.Form):
    """Which department answers where nobody else is named."""

    department = forms.ChoiceField(label=_("Front office"), required=False)

    def __init__(self, *args: Any, departments: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("That of the jurisdiction above")), *departments]  # type: ignore[attr-defined]


class BookForm(forms.Form):
    """A YAML file, as a file or as the text that was looked through before."""

    file = forms.FileField(label=_("YAML file"), required=False)
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the file as text."""
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload:
            try:
                data["text"], data["name"] = upload.read().decode("utf-8-sig"), upload.name
            except UnicodeDecodeError:
                self.add_error("file", _("The file must be text in UTF-8."))
        if not data.get("text") and not self.errors:
            self.add_error("file", _("Choose a file first."))
        return data


def fix_code(form: forms.Form, *more: str, is_new: bool) -> None:
    """Show the fields that never change as they are once the thing is there."""
    if is_new:
        return
    for name in ("code", *more):
        form.fields[name].disabled = True
        form.fields[name].required = False
