"""Every address, room by room."""

from django.urls import include, path

from hantong.project.api import api
from hantong.project.api_page import api_reference
from hantong.project.public import home
from hantong.project.views import healthz, start

handler400 = "hantong.project.error_pages.bad_request"
handler403 = "hantong.project.error_pages.forbidden"
handler404 = "hantong.project.error_pages.not_found"
handler500 = "hantong.project.error_pages.server_error"

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/", api_reference, name="api_reference"),
    path("", home, name="home"),
    path("start/", start, name="start"),
    path("healthz", healthz, name="healthz"),
    path("", include("hantong.shell.urls")),
    path("", include("hantong.cases.urls")),
    path("account/", include("hantong.access.account_urls")),
    path("access/", include("hantong.access.urls")),
    path("staff/", include("hantong.offices.staffing.urls")),
    path("residents/", include("hantong.people.urls")),
    path("offices/", include("hantong.offices.urls")),
    path("places/", include("hantong.offices.public_urls")),
    path("catalogue/", include("hantong.catalogue.urls")),
    path("services/", include("hantong.catalogue.public_urls")),
    path("routing/", include("hantong.cases.routing_urls")),
    path("imports/", include("hantong.imports.urls")),
    path("contacts/", include("hantong.contacts.urls")),
    path("written/", include("hantong.written.urls")),
    path("figures/", include("hantong.reports.urls")),
    path("webhooks/", include("hantong.outgoing.urls")),
    path("notifications/", include("hantong.outgoing.push_urls")),
    path("track/", include("hantong.contacts.track_urls")),
    path("report/", include("hantong.channels.web.urls")),
    path("desk/", include("hantong.channels.counter.urls")),
    path("open311/", include("hantong.channels.open311.urls")),
    path("kakao/", include("hantong.channels.kakao.urls")),
    path("chat/", include("hantong.channels.chat.urls")),
    path("sms/", include("hantong.channels.sms.urls")),
    path("mayor/", include("hantong.praise.urls")),
    path("social/", include("hantong.channels.social.urls")),
]
