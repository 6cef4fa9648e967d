"""Every address, room by room."""

from django.urls import include, path

from hantong.project.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("hantong.shell.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/provider/", include("allauth.socialaccount.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
