"""The public form: what happened, where, with which files, and how we may reach whoever tells it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict  # noqa: TID251 (the type of a form that was sent, no request)
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hantong.cases.actions import KeptFile
from hantong.catalogue.book import catalogue
from hantong.catalogue.models import Service
from hantong.contacts.attribute_fields import PREFIX, answers_in, fields_for
from hantong.contacts.fields import LANGUAGES, NEEDS, ContactPointField, FilesField
from hantong.contacts.offered import root, where
from hantong.contacts.reading import LONGEST_TEXT
from hantong.offices.directory import directory
from hantong.people.contact_points import EMAIL, PHONE


class ReportForm(forms.Form):
    """One form for every service; `service` None is for whoever does not know what it is called."""

    text = forms.CharField(
        label=_("What is it about?"),
        help_text=_("In your own words. Please leave out resident registration numbers and card numbers."),
        widget=forms.Textarea({"rows": 6}),
        max_length=LONGEST_TEXT,
    )
    address = forms.CharField(
        label=_("Address or place"),
        help_text=_("For example a street and number, a crossing, a bus stop or the name of a building."),
        max_length=200,
        required=False,
    )
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    jurisdiction = forms.ChoiceField(label=_("City or county"), required=False)
    files = FilesField(  # type: ignore[assignment]
        label=_("Photos or documents"),
        help_text=_("Up to 5. We remove hidden data such as the place where a photo was taken."),
        required=False,
    )
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    email = ContactPointField(
        kind=EMAIL,
        label=_("E-mail"),
        required=False,
        wrong=_("This is no e-mail address. It looks like name@example.org."),
    )
    phone = ContactPointField(
        kind=PHONE,
        label=_("Telephone"),
        required=False,
        wrong=_("This is no telephone number. It looks like 010-1234-5678."),
    )
    language = forms.ChoiceField(label=_("Language for our answer"), choices=LANGUAGES, required=False)
    needs = forms.MultipleChoiceField(
        label=_("What do you need so that we serve you well?"),
        choices=NEEDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("I agree that you use my name and contact details to deal with this matter and to answer me."),
        required=False,
    )
    homepage = forms.CharField(label=_("Leave this empty"), required=False)
    seal = forms.CharField(widget=forms.HiddenInput, required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    drop = forms.MultipleChoiceField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        service: Service | None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.typed = data if data is not None else QueryDict(mutable=True)
        self.service = service
        self.kept_files: list[KeptFile] = []
        attributes = catalogue().attributes.get(service.pk, ()) if service else ()
        self.told = [each for each in attributes if not each.is_variable]
        self.asked = list(fields_for(attributes))
        self.fields.update(fields_for(attributes))
        self.fields["jurisdiction"].choices = self._jurisdictions()  # type: ignore[attr-defined]
        self.fields["drop"].choices = [(sha, sha) for sha in self.typed.getlist("drop")]  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or "ko").split("-")[0]

    @property
    def needs_place(self) -> bool:
        """Whether it cannot be dealt with without knowing where."""
        return self.service is not None and self.service.needs_place

    def _jurisdictions(self) -> list[tuple[str, str]]:
        offices = directory()
        top = self.service.jurisdiction_id if self.service else root()
        below = [offices.jurisdictions[key] for key in offices.subtrees[top] if key != root()]
        named = sorted((each.name, each.code) for each in below)
        return [("", str(_("Find it by the place"))), *((code, name) for name, code in named)]

    def asked_fields(self) -> list[forms.BoundField]:
        """Give the service's own fields."""
        return [self[name] for name in self.asked]

    def clean_homepage(self) -> str:
        """Refuse whoever fills in what people do not see."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Please leave this field empty: only machines fill it in."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Find the jurisdiction, and tie consent to contact details."""
        cleaned = super().clean() or self.cleaned_data
        self._clean_place(cleaned)
        if any(cleaned.get(name) for name in ("name", "email", "phone")) and not cleaned.get("consent"):
            self.add_error(
                "consent", _("Please tick this so that we may use them, or empty name, e-mail and telephone.")
            )
        return cleaned

    def _clean_place(self, cleaned: dict[str, Any]) -> None:
        lat, lon, address = cleaned.get("lat"), cleaned.get("lon"), cleaned.get("address", "")
        if (lat is None) != (lon is None):
            self.add_error("lat" if lat is None else "lon", _("Give both coordinates or none."))
            return
        if self.needs_place and lat is None and not address.strip() and "address" not in self.errors:
            self.add_error("address", _("Please say where it is: we cannot go there otherwise."))
            return
        cleaned["where"] = self._where(cleaned)
        if cleaned["where"] is None:
            self.add_error(
                "jurisdiction", _("We cannot tell from the place which city or county it is. Please choose it.")
            )

    def _where(self, cleaned: Mapping[str, Any]) -> UUID | None:
        offices = directory()
        chosen = offices.jurisdiction_codes.get(cleaned.get("jurisdiction") or "")
        if chosen is not None:
            return chosen.pk
        found = where(address=cleaned.get("address", ""), lat=cleaned.get("lat"), lon=cleaned.get("lon"))
        if found is not None or self.needs_place:
            return found
        return self.service.jurisdiction_id if self.service else root()

    def answers(self) -> dict[str, object]:
        """Give what was answered to the service's own questions."""
        return answers_in(self.cleaned_data)


__all__ = ["PREFIX", "ReportForm"]
