"""The shape of what is typed about residents."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hantong.access.forms import DayInput
from hantong.kit.words import said
from hantong.offices.directory import directory
from hantong.offices.person import StaffPerson
from hantong.people.models import Consent, ContactPoint, Resident

LANGUAGES = (
    ("ko", _("Korean")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("vi", _("Vietnamese")),
    ("th", _("Thai")),
    ("ru", _("Russian")),
)

WAYS = (
    ("", _("the way they wrote last")),
    ("phone", _("text message")),
    ("email", _("e-mail")),
    ("account", _("their account")),
)


class SearchForm(forms.Form):
    """What to find a resident by."""

    q = forms.CharField(label=_("Name, telephone number or e-mail address"), required=False, max_length=120)


class ResidentForm(forms.Form):
    """What is known of a resident beside how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False, help_text=_("May stay unknown."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    needs = forms.MultipleChoiceField(
        label=_("Needs"), choices=Resident.Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    preferred_kind = forms.ChoiceField(
        label=_("Answers go by"),
        required=False,
        choices=WAYS,
    )
    jurisdiction = forms.ChoiceField(label=_("City or county"), required=False)
    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        widget=forms.Textarea,
        help_text=_(
            "What helps to serve them well. No health data without consent; numbers of identity cards are masked."
        ),
    )

    def __init__(self, *args: Any, person: StaffPerson, resident: Resident | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        book, within = directory().jurisdictions, set(person.reach("people.edit").jurisdictions)
        if resident is not None and resident.jurisdiction_id:
            within.add(resident.jurisdiction_id)
        named = [(str(key), said(book[key].names)) for key in book if key in within]
        self.fields["jurisdiction"].choices = [("", _("Unknown")), *named]  # type: ignore[attr-defined]

    def jurisdiction_id(self) -> UUID | None:
        """Give the chosen jurisdiction's key."""
        chosen = self.cleaned_data["jurisdiction"]
        return UUID(chosen) if chosen else None


class NewResidentForm(ResidentForm):
    """A first way to reach a resident, with the rest."""

    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    field_order = ("name", "phone", "email", "language", "needs", "jurisdiction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        del self.fields["remarks"], self.fields["preferred_kind"]

    def reached_by(self) -> tuple[tuple[str, str], ...]:
        """Give the contact points that were typed."""
        asked = self.cleaned_data
        return tuple((kind, asked[kind]) for kind in ("phone", "email") if asked[kind])


class PointForm(forms.Form):
    """A way to reach a resident."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[choice for choice in ContactPoint.Kind.choices if choice[0] != "account"]
    )
    value = forms.CharField(label=_("Number or address"), max_length=254)


class ConsentForm(forms.Form):
    """What a resident allowed and how they said so."""

    purpose = forms.ChoiceField(label=_("For"), choices=Consent.Purpose.choices)
    how = forms.CharField(
        label=_("How it was said"), max_length=40, help_text=_("On the phone, on paper, at the desk …")
    )


class SpeakerForm(forms.Form):
    """Who may speak for a resident."""

    reached_at = forms.CharField(label=_("Their telephone number or e-mail address"), max_length=120)
    name = forms.CharField(label=_("Their name, where several share it"), max_length=80, required=False)
    relation = forms.CharField(label=_("Relation"), max_length=40, help_text=_("Mother, son, guardian, carer …"))
    since = forms.DateField(label=_("Since"), widget=DayInput(), initial=localdate)


class ReasonForm(forms.Form):
    """Why something is done that others must understand later."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
