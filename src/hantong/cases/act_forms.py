"""The shapes of what staff write on a matter's page: answers, hand-overs, endings and the rest."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.cases.models import Case
from hantong.cases.options import LightSelect
from hantong.catalogue.book import catalogue
from hantong.offices.directory import directory
from hantong.offices.lists import jurisdictions_in_order

WORDS = {"rows": 5, "maxlength": 10_000}


def _text(label: Any, *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={**WORDS, "rows": rows}),
    )


class AnswerForm(forms.Form):
    """What the resident is told, by which way and when; `template` is put into the text when asked."""

    prefix = "answer"
    text = _text(_("Answer"), rows=6, required=False)
    template = forms.UUIDField(required=False)
    way = forms.SlugField(required=False, max_length=20)
    send_at = forms.DateTimeField(
        label=_("Send at"),
        required=False,
        help_text=_("Empty: in a few seconds. At most 30 days ahead."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, object]:
        """Refuse to send nothing; filling a template in needs no text yet."""
        cleaned: dict[str, object] = super().clean() or {}
        if self.data.get("do") != "fill" and not str(cleaned.get("text", "")).strip():
            self.add_error("text", _("Write what the resident is to be told."))
        return cleaned


class NoteForm(forms.Form):
    """What colleagues should know."""

    prefix = "note"
    text = _text(_("Note"), rows=3)


class QuestionForm(forms.Form):
    """What the resident has to tell us before it can go on."""

    prefix = "question"
    text = _text(_("Question"), rows=3)


class HandOverForm(forms.Form):
    """To whom the work is offered, and the packet that goes with it."""

    to = forms.CharField(label=_("To whom"), widget=forms.HiddenInput)
    said = _text(_("What was said"), rows=4, required=False)
    tried = _text(_("What was tried"), rows=2, required=False)
    promised = _text(_("What was promised"), rows=2, required=False)

    def clean_to(self) -> tuple[UUID, UUID | None]:
        """Read "department" or "department person"."""
        unit, _sep, person = self.cleaned_data["to"].partition(" ")
        try:
            chosen = UUID(unit), UUID(person) if person else None
        except ValueError as unreadable:
            raise forms.ValidationError(_("Choose a department.")) from unreadable
        if chosen[0] not in directory().departments:
            raise forms.ValidationError(_("Choose a department."))
        return chosen


class ReasonForm(forms.Form):
    """Why."""

    text = _text(_("Reason"), rows=3)


ASK = "ask"
CONSENT_CHOICES = (
    (ASK, _("Ask the resident; nothing moves before they agree")),
    ("phone", _("They agreed by telephone")),
    ("counter", _("They agreed in person")),
    ("email", _("They agreed in writing")),
)


class ExtensionForm(ReasonForm):
    """Why the answer takes longer, which the resident reads; a second time also whether they agree."""

    text = _text(_("Reason, as the resident will read it"), rows=3)
    consent = forms.ChoiceField(
        label=_("The resident's consent"), choices=CONSENT_CHOICES, widget=forms.RadioSelect, required=False
    )


class ClosureForm(forms.Form):
    """How it ended, and what the resident is told."""

    end_state = forms.ChoiceField(label=_("How did it end?"), widget=forms.RadioSelect, choices=())
    passed_to = forms.CharField(
        label=_("Passed on to"),
        required=False,
        max_length=200,
        help_text=_("Who takes it from here, and how the resident reaches them."),
    )
    duplicate_of = forms.CharField(label=_("Number of the other matter"), required=False, max_length=20)
    text = _text(_("What the resident is told"), rows=5)

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["end_state"].choices = END_CHOICES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Ask for what an end state needs."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("end_state") == Case.EndState.NOT_OURS and not cleaned.get("passed_to"):
            self.add_error("passed_to", _("Say who takes it from here."))
        if cleaned.get("end_state") == Case.EndState.DUPLICATE and not cleaned.get("duplicate_of"):
            self.add_error("duplicate_of", _("Give the number of the matter that goes on."))
        return cleaned


END_CHOICES = (
    (Case.EndState.DONE, _("Done")),
    (Case.EndState.ANSWERED, _("Answered: nothing more had to be done")),
    (Case.EndState.NOT_OURS, _("Not our task: passed on")),
    (Case.EndState.CANNOT, _("Cannot be done")),
    (Case.EndState.WITHDRAWN, _("Withdrawn by the resident")),
    (Case.EndState.DUPLICATE, _("Duplicate of another matter")),
)


class MergerForm(forms.Form):
    """Which matter goes on, and what the resident of this one is told."""

    into = forms.CharField(label=_("The matter that goes on"), max_length=20, widget=forms.HiddenInput)
    text = _text(_("What the resident is told"), rows=3)


class LinkForm(forms.Form):
    """Which other matter belongs to this one."""

    other = forms.CharField(label=_("Number of the other matter"), max_length=20)


class PartForm(forms.Form):
    """What the new matter is about."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = _text(_("What the part is about"), rows=4)
    service = forms.ChoiceField(label=_("Service"), required=False, widget=LightSelect)

    def __init__(self, *args: object, case: Case, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["service"].choices = service_choices(case.jurisdiction_id)  # type: ignore[attr-defined]


class AssignmentForm(forms.Form):
    """Who works on it from now on; `to` is "department person"."""

    to = forms.ChoiceField(label=_("To whom"), widget=LightSelect)
    as_owner = forms.BooleanField(label=_("They also answer for it until the end"), required=False)

    def __init__(self, *args: object, choices: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> tuple[UUID, UUID]:
        """Give department and person."""
        unit, _sep, person = self.cleaned_data["to"].partition(" ")
        return UUID(unit), UUID(person)


class DetailsForm(forms.Form):
    """What is recorded about the matter itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    service = forms.ChoiceField(label=_("Service"), required=False, widget=LightSelect)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"), widget=LightSelect)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, case: Case, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        services, offices = self.fields["service"], jurisdictions_in_order()
        services.choices = service_choices(case.jurisdiction_id)  # type: ignore[attr-defined]
        self.fields["jurisdiction"].choices = [(str(row.pk), row.name) for row in offices]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, object]:
        """Give the values as the verb takes them."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "service": catalogue().services[UUID(cleaned["service"])] if cleaned["service"] else None,
            "jurisdiction": directory().jurisdictions[UUID(cleaned["jurisdiction"])],
            "address": cleaned["address"],
            "is_urgent": cleaned["is_urgent"],
        }


def recorded(case: Case) -> dict[str, object]:
    """Give a matter's details as the form shows them."""
    return {
        "title": case.title,
        "service": str(case.service_id or ""),
        "jurisdiction": str(case.jurisdiction_id),
        "address": case.address,
        "is_urgent": case.is_urgent,
        "seen": case.n,
    }


def service_choices(jurisdiction: UUID) -> list[tuple[str, str]]:
    """Give the services that are offered in a jurisdiction, after "none"."""
    path = directory().ancestors[jurisdiction]
    return [("", "—"), *((str(row.pk), row.name) for row in catalogue().offered_in(path))]
