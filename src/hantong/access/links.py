"""The one-time link with which somebody sets their first, or a new, password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from hantong.access.models import Staff


def password_path(staff: Staff, token: str) -> str:
    """Give the address of the page on which `staff` sets a password with `token`."""
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(staff), "key": token})


def password_token(staff: Staff) -> str:
    """Make the secret part of the link; it is worthless once used, or once its owner has signed in."""
    token: str = default_token_generator.make_token(staff)
    return token
