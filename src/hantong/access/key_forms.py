"""The forms in which people name their passkeys, with labels in their language."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key; allauth talks to the device."""

    name = forms.CharField(label=_("Name of the key"), required=False, max_length=100)


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), max_length=100)
