"""The shapes of what is typed about written work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.catalogue.models import ServiceGroup


class AwayForm(forms.Form):
    """From when until when somebody is away."""

    away_from = forms.DateTimeField(
        label=_("Away from"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    away_until = forms.DateTimeField(
        label=_("Back from"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class WriterForm(forms.Form):
    """About what somebody answers, and how much at once."""

    groups = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all. Languages stand with the account."),
    )
    most_at_once = forms.IntegerField(label=_("At most at once"), min_value=1, max_value=50)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        found = [(str(group.pk), group.name) for group in ServiceGroup.objects.order_by("code")]
        self.fields["groups"].choices = found  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """Minutes for a channel, for one band or any; empty means what is built in."""

    channel = forms.SlugField(max_length=20)
    band = forms.IntegerField(required=False, min_value=0, max_value=9)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=43_200)
