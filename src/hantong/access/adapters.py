"""How allauth behaves here: nobody signs themselves up; an OIDC account opens only for staff who exist already."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import now

from hantong.access.models import Staff
from hantong.access.session_end import begin


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, not by whoever comes along."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def login(self, request: HttpRequest, user: Staff) -> None:
        """Sign `user` in, and note when this session ends."""
        super().login(request, user)
        begin(request, at=now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message, with links that lead to the published address."""
        path = str(context.get("password_reset_url", ""))
        if path:
            _, _, rest = path.partition("://")
            context["password_reset_url"] = f"{settings.PUBLIC_URL}/{rest.partition('/')[2]}"
        super().send_mail(template_prefix, email, context)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity provider vouches for accounts that exist; it does not make new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Refuse every sign-up."""
        return False
