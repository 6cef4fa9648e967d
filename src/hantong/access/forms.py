"""The shape of what is typed about roles, keys and the two logs."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from hantong.access.actions.keys import MOST_PER_MIN
from hantong.access.capabilities import CAPABILITIES
from hantong.access.models import Staff
from hantong.access.sentences import SENTENCES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DayInput(forms.DateInput):
    """A calendar day, in the form that browsers show a calendar for."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def capability_field(label: "StrOrPromise") -> forms.MultipleChoiceField:
    """Make a field with one check box per capability."""
    return forms.MultipleChoiceField(
        label=label, choices=list(CAPABILITIES.items()), widget=forms.CheckboxSelectMultiple
    )


class RoleForm(forms.Form):
    """A role's two names and what it allows."""

    name_ko = forms.CharField(label=_("Name in Korean"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=40)
    capabilities = capability_field(_("Staff with this role may"))

    def names(self) -> dict[str, str]:
        """Give the names by language."""
        return {"ko": self.cleaned_data["name_ko"], "en": self.cleaned_data["name_en"]}


class NewRoleForm(RoleForm):
    """A role's key, which stays, with the rest."""

    key = forms.CharField(
        label=_("Key"),
        max_length=50,
        validators=[validate_slug],
        help_text=_("Small letters, digits and hyphens. It cannot be changed later."),
    )
    field_order = ("key", "name_ko", "name_en", "capabilities")


class KeyForm(forms.Form):
    """Whose key, what for, and what it may do."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Account"),
        queryset=None,
        empty_label=_("Choose an account"),
        help_text=_("The key never opens more than the posts of this account."),
    )
    name = forms.CharField(label=_("What for"), max_length=80)
    expires_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: until it is taken back.")
    )
    most_per_min = forms.IntegerField(
        label=_("Most requests a minute"), min_value=1, max_value=100_000, initial=MOST_PER_MIN
    )
    capabilities = capability_field(_("The key may"))

    def __init__(self, *args: Any, accounts: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = accounts  # type: ignore[attr-defined]

    @property
    def expires_at(self) -> datetime | None:
        """The first moment after the last day."""
        return _midnight(self.cleaned_data.get("expires_on"), days=1)


class RotationForm(forms.Form):
    """For how long the old key still opens."""

    overlap = forms.TypedChoiceField(
        label=_("The old key still opens for"),
        coerce=lambda hours: timedelta(hours=int(hours)),
        choices=[("0", _("no time: it stops at once")), ("1", _("an hour")), ("24", _("a day")), ("168", _("a week"))],
    )


class PeriodForm(forms.Form):
    """From a day to a day, both included."""

    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return cleaned

    @property
    def starts_at(self) -> datetime | None:
        """The first moment of the period."""
        return _midnight(self.cleaned_data.get("since"))

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after the period."""
        return _midnight(self.cleaned_data.get("until"), days=1)


class AuditFilter(PeriodForm):
    """What to find in the audit trail."""

    who = forms.CharField(label=_("Who"), required=False, max_length=80)
    verb = forms.ChoiceField(label=_("What"), required=False, choices=())
    subject = forms.CharField(label=_("Concerning"), required=False, max_length=120)
    field_order = ("who", "verb", "subject", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Everything")), *_verbs()]  # type: ignore[attr-defined]


class ViewingFilter(PeriodForm):
    """What to find among the looks at personal data."""

    who = forms.CharField(label=_("Who looked"), required=False, max_length=80)
    resident = forms.UUIDField(label=_("Resident's key"), required=False)
    field_order = ("who", "resident", "since", "until")


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None


def _verbs() -> list[tuple[str, str]]:
    blank = {"name": "…", "prefix": "", "subject": "…", "role": "…", "department": "…"}
    return sorted(((verb, str(words) % _Blank(blank)) for verb, words in SENTENCES.items()), key=lambda pair: pair[1])


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
