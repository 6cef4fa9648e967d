"""The shape of what is entered about webhooks and devices."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.offices.directory import directory
from hantong.offices.lists import department_choices, jurisdiction_choices, key_of
from hantong.offices.person import Reach
from hantong.outgoing.actions import WebhookFacts
from hantong.outgoing.happenings import KINDS
from hantong.outgoing.models import Webhook


class WebhookForm(forms.Form):
    """Where, whose, and which events."""

    name = forms.CharField(label=_("Partner's system"), max_length=80)
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("https://… on the public internet. Redirects are not followed.")
    )
    jurisdiction = forms.ChoiceField(label=_("It is told of the matters of"))
    department = forms.ChoiceField(
        label=_("Only where this department answers, works or is asked to"),
        required=False,
        help_text=_("For partner institutions: they hear of what concerns them and of nothing else."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events"), choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, reach: Reach, row: Webhook | None) -> None:
        super().__init__(data, initial=_initial(row))
        self.fields["jurisdiction"].choices = jurisdiction_choices(reach)  # type: ignore[attr-defined]
        self.fields["department"].choices = [("", "—"), *department_choices(reach)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a department outside the jurisdiction."""
        data = super().clean() or {}
        department, jurisdiction = _department(data.get("department")), data.get("jurisdiction")
        if department is not None and jurisdiction:
            offices = directory()
            within = offices.subtrees[offices.jurisdiction_codes[jurisdiction].pk]
            if offices.departments[department].jurisdiction_id not in within:
                self.add_error("department", _("This department belongs to another jurisdiction."))
        return data

    def facts(self) -> WebhookFacts:
        """Give what was entered."""
        data = self.cleaned_data
        return WebhookFacts(
            name=data["name"],
            url=data["url"],
            jurisdiction=directory().jurisdiction_codes[data["jurisdiction"]].pk,
            department=_department(data["department"]),
            kinds=data["kinds"],
        )


def _department(key: str | None) -> Any:
    return next((pk for pk, row in directory().departments.items() if key_of(row) == key), None) if key else None


def _initial(row: Webhook | None) -> dict[str, object]:
    if row is None:
        return {"kinds": ["case.opened", "case.answered", "case.closed", "case.reopened"]}
    offices = directory()
    return {
        "name": row.name,
        "url": row.url,
        "jurisdiction": offices.jurisdictions[row.jurisdiction_id].code,
        "department": key_of(offices.departments[row.department_id]) if row.department_id else "",
        "kinds": row.kinds,
    }


class OverlapForm(forms.Form):
    """For how long the old secret goes on."""

    overlap = forms.TypedChoiceField(
        label=_("The old secret signs too for"),
        coerce=lambda hours: timedelta(hours=int(hours)),
        choices=[("24", _("a day")), ("168", _("a week")), ("1", _("an hour")), ("0", _("no time: it stops at once"))],
    )


class SubscriptionForm(forms.Form):
    """What a browser gave our script."""

    address = forms.CharField(max_length=1000)
    public_key = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)
    name = forms.CharField(max_length=60, required=False)
    is_for_unit = forms.BooleanField(required=False)
