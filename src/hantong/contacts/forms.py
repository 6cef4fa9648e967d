"""Shapes of what residents and staff send to the front door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hantong.contacts.fields import FilesField
from hantong.contacts.reading import LONGEST_TEXT

SCORES = [
    ("5", _("Very satisfied")),
    ("4", _("Satisfied")),
    ("3", _("In between")),
    ("2", _("Dissatisfied")),
    ("1", _("Very dissatisfied")),
]


class FindForm(forms.Form):
    """Number and secret, as they stand on the receipt."""

    number = forms.CharField(label=_("Number"), help_text=_("Twelve digits, for example 1234-5678-9012"), max_length=30)
    token = forms.CharField(label=_("Secret"), help_text=_("The letters and digits below the number"), max_length=60)


class WordsForm(forms.Form):
    """Something more to say, or an answer to our question, with files."""

    text = forms.CharField(label=_("Your words"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST_TEXT)
    files = FilesField(label=_("Photos or documents"), required=False)  # type: ignore[assignment]
    seal = forms.CharField(widget=forms.HiddenInput, required=False)


class ReopeningForm(forms.Form):
    """Why it is not settled after all."""

    reason = forms.CharField(
        label=_("What is still open?"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST_TEXT
    )


class WithdrawalForm(forms.Form):
    """A withdrawal; a reason is welcome but not asked for."""

    reason = forms.CharField(
        label=_("Why? (optional)"), widget=forms.Textarea({"rows": 2}), max_length=2000, required=False
    )


class ConsentForm(forms.Form):
    """Whether we may take longer once more."""

    answer = forms.ChoiceField(
        label=_("May we take longer?"), choices=[("yes", _("I agree")), ("no", _("I do not agree"))]
    )


class VerdictForm(forms.Form):
    """How satisfied the resident is."""

    score = forms.ChoiceField(label=_("Are you satisfied?"), choices=SCORES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should we do better? (optional)"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )
