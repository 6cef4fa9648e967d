"""Every address, room by room."""

from django.urls import include, path

from hantong.project.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("hantong.shell.urls")),
    path("account/", include("hantong.access.account_urls")),
    path("access/", include("hantong.access.urls")),
    path("staff/", include("hantong.offices.staffing.urls")),
]
