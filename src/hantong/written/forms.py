"""The shapes of what is typed about written work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.cases.sentence_words import BANDS
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
    """Minutes for a channel, one field per band; empty means what is built in."""

    channel = forms.SlugField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for band, label in BANDS.items():
            self.fields[f"minutes_{band.code}"] = forms.IntegerField(
                label=str(label), required=False, min_value=1, max_value=43_200
            )

    def minutes(self) -> dict[int, int | None]:
        """Give the minutes by the code of their band."""
        return {band.code: self.cleaned_data[f"minutes_{band.code}"] for band in BANDS}
