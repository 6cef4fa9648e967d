"""Signing in by an identity provider: each token's signature is checked, and a provider that fails says so on a page."""

from typing import Any

from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from hantong.access.doors import open_to_all

AWAY = (RequestException, OAuth2Error, KeyError, TypeError, ValueError)


class SignedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Takes nothing on trust: allauth by itself skips the signature of a token that it fetched, and needs no token."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:  # noqa: ANN401
        """Give whom the provider names, once its signature, issuer, audience, end and subject are right. Raises OAuth2Error."""
        self.did_fetch_access_token = False  # what tells allauth to check the signature
        login = super().complete_login(request, app, token, **more)
        said = login.account.extra_data
        if "id_token" not in said:
            raise OAuth2Error("The provider gave no identity token.")
        if "userinfo" in said and said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("The provider's token and its user information name two people.")
        return login


@open_to_all
@never_cache
@require_GET
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the identity provider."""
    return _through(OAuth2LoginView, request, provider_id)


@open_to_all
@never_cache
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in what the identity provider says, and sign in whom it vouches for."""
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view: type, request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go through one of allauth's two steps; a provider that is away or talks nonsense is a page, not a fault."""
    try:
        answer: HttpResponse = view.adapter_view(SignedAdapter(request, provider_id))(request)  # type: ignore[attr-defined]
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except AWAY:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer
