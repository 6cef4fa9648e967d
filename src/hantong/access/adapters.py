"""How allauth behaves here: nobody signs themselves up; an OIDC account opens only for staff who exist already."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.timezone import now

from hantong.access.actions.auditing import audit
from hantong.access.models import Staff
from hantong.access.session_end import begin

_log = structlog.get_logger()


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
    """An identity provider vouches for accounts that exist; it makes no new ones and opens no closed ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Refuse every sign-up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of whom the provider vouches for. Raises ImmediateHttpResponse with a page that says why not."""
        address = self._vouched_for(sociallogin)
        staff = sociallogin.user if sociallogin.is_existing else _staff_of(address)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise _refused(request, "elsewhere")
        if staff is None:
            raise _refused(request, "unknown" if address else "unconfirmed", address=address)
        if not staff.is_active:
            raise _refused(request, "closed")
        if not sociallogin.is_existing:
            sociallogin.connect(request, staff)
            provider = sociallogin.account.get_provider().name
            details = {"name": staff.name, "provider": provider}
            audit(verb="account.connected", subject=f"staff:{staff.pk}", details=details, by=staff, at=now())

    def _vouched_for(self, sociallogin: SocialLogin) -> str:
        """Give the address that the provider has confirmed, or that the settings trust it with; empty for none."""
        said = sociallogin.account.get_provider_account().get_user_data() or {}
        address = str(said.get("email") or "").strip()
        is_confirmed = said.get("email_verified") in (True, "true")
        return address if is_confirmed or self.is_email_verified(sociallogin.account.get_provider(), address) else ""


def _staff_of(address: str) -> Staff | None:
    return Staff.objects.filter(email__iexact=address).first() if address else None


def _refused(request: HttpRequest, why: str, **more: object) -> ImmediateHttpResponse:
    _log.warning("sign-in by identity provider refused", why=why)
    return ImmediateHttpResponse(render(request, "socialaccount/refused.html", {"why": why, **more}, status=403))
