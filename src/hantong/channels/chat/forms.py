"""The shape of what is typed in a chat; what it means is said by the verbs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.cases.refusals import FileRefused
from hantong.channels.chat.actions.talking import LONGEST_LINE
from hantong.contacts.fields import ContactPointField, FilesField
from hantong.contacts.models import Contact
from hantong.contacts.offered import public_services, root
from hantong.offices.directory import directory
from hantong.people.contact_points import EMAIL, PHONE

WRONG_EMAIL = _("This is no e-mail address. It looks like name@example.org.")
WRONG_PHONE = _("This is no telephone number. It looks like 010-1234-5678.")


def _words(label: object, *, rows: int, required: bool = True, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea({"rows": rows}),
        max_length=LONGEST_LINE,
        required=required,
    )


class StartForm(forms.Form):
    """The first words; with a way to answer where nobody is there."""

    text = _words(
        _("What is it about?"),
        rows=4,
        help_text=_("In your own words. Please leave out resident registration numbers and card numbers."),
    )
    name = forms.CharField(label=_("Name, if you like"), max_length=80, required=False)
    jurisdiction = forms.ChoiceField(label=_("City or county"), required=False)
    email = ContactPointField(kind=EMAIL, label=_("E-mail"), required=False, wrong=WRONG_EMAIL)
    phone = ContactPointField(kind=PHONE, label=_("Telephone"), required=False, wrong=WRONG_PHONE)
    homepage = forms.CharField(label=_("Leave this empty"), required=False)
    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        offices = directory()
        below = [offices.jurisdictions[key] for key in offices.subtrees[root()] if key != root()]
        named = sorted((each.name, each.code) for each in below)
        self.fields["jurisdiction"].choices = [("", _("The whole province")), *((code, name) for name, code in named)]  # type: ignore[attr-defined]

    def clean_homepage(self) -> str:
        """Refuse whoever fills in what people do not see."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Please leave this field empty: only machines fill it in."))
        return ""

    def where(self) -> UUID:
        """Give the jurisdiction that was chosen, else the whole province."""
        chosen = directory().jurisdiction_codes.get(self.cleaned_data.get("jurisdiction") or "")
        return chosen.pk if chosen else root()


class SayForm(forms.Form):
    """One line; `client` makes a second sending the same sending."""

    text = _words(_("Your words"), rows=2, required=False)
    files = FilesField(label=_("Photos or documents"), required=False)  # type: ignore[assignment]
    client = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def said(self) -> dict[str, Any]:
        """Give what was said as the verb takes it, sound or not: the verb says what is wrong. Raises FileRefused."""
        if not self.is_valid() and "files" in self.errors:
            raise FileRefused("\n".join(str(each) for each in self.errors["files"]), field="files")
        text = self.cleaned_data.get("text", self.data.get("text", ""))
        return {"text": text, "client": self.cleaned_data.get("client"), "files": self.cleaned_data["files"]}


class LeaveForm(forms.Form):
    """How we answer whoever leaves, and what else they want to say."""

    more = _words(_("Anything to add?"), rows=3, required=False)
    email = ContactPointField(kind=EMAIL, label=_("Answer me by e-mail"), required=False, wrong=WRONG_EMAIL)
    phone = ContactPointField(kind=PHONE, label=_("Or call me back"), required=False, wrong=WRONG_PHONE)
    name = forms.CharField(label=_("Name, if you like"), max_length=80, required=False)


class MailForm(forms.Form):
    """Where the transcript goes."""

    to = ContactPointField(kind=EMAIL, label=_("Send it to this e-mail address"), required=True, wrong=WRONG_EMAIL)


class DutyForm(forms.Form):
    """How many talks at once."""

    most = forms.IntegerField(label=_("Conversations at once"), min_value=1, max_value=8, initial=3)


class MatterForm(forms.Form):
    """What the matter is about that a talk becomes."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        services = [(str(each.pk), each.name) for each in public_services()]
        self.fields["service"].choices = [("", _("Not known yet")), *services]  # type: ignore[attr-defined]

    def chosen(self) -> UUID | None:
        """Give the chosen service."""
        return UUID(self.cleaned_data["service"]) if self.cleaned_data["service"] else None


class JoinForm(forms.Form):
    """The number of the matter that a talk belongs to."""

    number = forms.CharField(label=_("Number of the matter"), max_length=40)


class OutcomeForm(forms.Form):
    """What came of a talk that became no matter."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[
            (Contact.Outcome.ANSWERED.value, _("Answered")),
            (Contact.Outcome.PASSED_ON.value, _("Passed on")),
            (Contact.Outcome.GAVE_UP.value, _("Given up by the resident")),
        ],
        initial=Contact.Outcome.ANSWERED.value,
    )
    passed_to = forms.CharField(label=_("Passed on to"), max_length=200, required=False)

    def clean(self) -> dict[str, object]:
        """Ask to whom it was passed on."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Contact.Outcome.PASSED_ON and not str(cleaned.get("passed_to", "")).strip():
            self.add_error("passed_to", _("Write to whom you passed them on."))
        return cleaned
