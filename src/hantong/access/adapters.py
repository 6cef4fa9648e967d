"""How allauth behaves here: nobody signs themselves up; an OIDC account opens only for staff who exist already."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, not by whoever comes along."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An identity provider vouches for accounts that exist; it does not make new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Refuse every sign-up."""
        return False
