"""The shape of an answer that everybody may read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicAnswerForm(forms.Form):
    """The words of an answer."""

    text = forms.CharField(
        label=_("Answer for everybody to read"),
        help_text=_("Nothing personal: no name, number or address of anybody."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
