"""The shape of what is typed about staff and their posts."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from hantong.access.forms import DayInput
from hantong.access.models import Role, Staff
from hantong.kit.words import said
from hantong.offices.models import Department, Place
from hantong.offices.person import StaffPerson

SPOKEN = (
    ("ko", _("Korean")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("vi", _("Vietnamese")),
    ("th", _("Thai")),
    ("ru", _("Russian")),
    ("ksl", _("Korean Sign Language")),
)


class AccountForm(forms.Form):
    """Who somebody is and how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with it."))
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    language = forms.ChoiceField(label=_("Language of their pages"), choices=settings.LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_("Languages they speak"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )


class PostForm(forms.Form):
    """A role in a department, perhaps at one place, from a day on."""

    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.order_by("key"))
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())
    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Place.objects.none(),
        required=False,
        help_text=_("Where they sit, if it is always the same place."),
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput(), initial=localdate)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Leave empty if it is not known yet.")
    )

    def __init__(self, *args: Any, person: StaffPerson, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        within = person.reach("access.edit").departments
        departments = Department.objects.filter(pk__in=within, is_active=True).select_related("jurisdiction")
        self.fields["department"].queryset = departments.order_by("jurisdiction__code", "code")  # type: ignore[attr-defined]
        self.fields["department"].label_from_instance = _department_label  # type: ignore[attr-defined]
        self.fields["place"].queryset = Place.objects.filter(  # type: ignore[attr-defined]
            department__in=within, is_active=True
        ).order_by("code")

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        """The moment at which the post begins."""
        return _midnight(self.cleaned_data["starts_on"])

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after the post."""
        last = self.cleaned_data["ends_on"]
        return _midnight(last + timedelta(days=1)) if last else None


class StaffFilter(forms.Form):
    """What to find among the staff."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=80)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("active", _("Active")), ("inactive", _("Inactive"))],
    )

    def __init__(self, *args: Any, person: StaffPerson, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        within = person.reach("access.edit").departments
        departments = Department.objects.filter(pk__in=within).select_related("jurisdiction")
        self.fields["department"].queryset = departments.order_by("jurisdiction__code", "code")  # type: ignore[attr-defined]
        self.fields["department"].label_from_instance = _department_label  # type: ignore[attr-defined]


def account_values(staff: Staff) -> dict[str, object]:
    """Give an account as the form's values."""
    return {field: getattr(staff, field) for field in AccountForm.base_fields}


def _department_label(department: Department) -> str:
    return f"{said(department.jurisdiction.names)} · {said(department.names)}"


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
