"""The shape of what is entered about routing rules and asked of them."""

# ruff: noqa: ANN401  (the form library's own signatures)

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.cases.rule_facts import RuleFacts
from hantong.cases.sentence_words import CHANNELS
from hantong.catalogue.book import catalogue
from hantong.catalogue.lists import group_choices
from hantong.offices.bands import Band
from hantong.offices.directory import directory
from hantong.offices.forms import NamedForm
from hantong.offices.hours_form import date_field
from hantong.offices.lists import Choices, department_choices, jurisdiction_choices, place_choices
from hantong.offices.person import Reach
from hantong.offices.words import BANDS

ANY = ("", _("any"))
LONGEST = timedelta(days=3 * 366)
BAND_CHOICES = [(str(band.code), BANDS[band]) for band in Band]


def service_choices() -> Choices:
    """Give all active services by their keys."""
    found = [(str(key), service.name) for key, service in catalogue().services.items() if service.is_active]
    return sorted(found, key=lambda pair: pair[1])


class RuleForm(NamedForm):
    """A routing rule: its conditions, and where a matter goes that meets them."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    group = forms.ChoiceField(label=_("Group of services"), required=False)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction, with all below it"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[ANY, *CHANNELS.items()])
    bands = forms.MultipleChoiceField(
        label=_("Time bands; none ticked means any"),
        choices=BAND_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    department = forms.ChoiceField(label=_("Then it goes to"))
    is_active = forms.BooleanField(label=_("In force"), required=False)
    starts_on = date_field(_("Past matters from"))
    ends_on = date_field(_("until, not included"))

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anywhere = [ANY] if reach.is_everything else []
        choices = {
            "service": [ANY, *service_choices()],
            "group": [ANY, *group_choices()[1:]],
            "jurisdiction": [*anywhere, *jurisdiction_choices(reach)],
            "place": [ANY, *place_choices(reach)],
            "department": department_choices(reach),
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        self.fields["jurisdiction"].required = not reach.is_everything

    def clean(self) -> dict[str, Any]:
        """Ask for a period that runs forward and is not endless."""
        data: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and not timedelta(0) < ends_on - starts_on <= LONGEST:
            self.add_error("ends_on", _("The period must end after it begins, and last three years at most."))
        return data

    def facts(self) -> RuleFacts:
        """Give what was entered."""
        data, offices = self.cleaned_data, directory()
        jurisdiction = offices.jurisdiction_codes.get(data["jurisdiction"])
        place = offices.place_codes.get(data["place"])
        return RuleFacts(
            names={code: text for code, text in self.names().items() if text},
            department=department_key(data["department"]),
            service=UUID(data["service"]) if data["service"] else None,
            group=data["group"] or None,
            jurisdiction=jurisdiction.pk if jurisdiction else None,
            place=place.pk if place else None,
            channel=data["channel"],
            bands=tuple(sorted(int(each) for each in data["bands"])),
            is_active=data["is_active"],
        )


def department_key(key: str) -> UUID:
    """Give the id of a department that was chosen by its key."""
    offices = directory()
    jurisdiction, _slash, code = key.partition("/")
    above = offices.jurisdiction_codes[jurisdiction].pk
    return next(pk for pk, each in offices.departments.items() if (each.jurisdiction_id, each.code) == (above, code))


class TryForm(forms.Form):
    """A matter to be sent on its way for trial."""

    service = forms.ChoiceField(label=_("Service"), required=False)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=list(CHANNELS.items()))
    moment = forms.DateTimeField(
        label=_("Said at"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = Reach(is_everything=True, jurisdictions=frozenset(), departments=frozenset())
        self.fields["service"].choices = [("", _("not known yet")), *service_choices()]  # type: ignore[attr-defined]
        self.fields["jurisdiction"].choices = jurisdiction_choices(everywhere)  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("nowhere in particular")), *place_choices(everywhere)]  # type: ignore[attr-defined]
