"""Addresses of Open311, as its clients put them together: a base, a resource, and the format behind a dot."""

from django.urls import re_path

from hantong.channels.open311 import public

app_name = "open311"
FORM = r"(?P<form>xml|json)"
urlpatterns = [
    re_path(rf"^discovery\.{FORM}$", public.discovery, name="discovery"),
    re_path(rf"^v2/discovery\.{FORM}$", public.discovery, name="discovery_v2"),
    re_path(rf"^v2/services\.{FORM}$", public.services, name="services"),
    re_path(rf"^v2/services/(?P<code>[^/]{{1,80}})\.{FORM}$", public.service, name="service"),
    re_path(rf"^v2/requests\.{FORM}$", public.requests, name="requests"),
    re_path(r"^v2/requests\.csv$", public.bulk, name="bulk"),
    re_path(rf"^v2/requests/(?P<number>[^/]{{1,80}})\.{FORM}$", public.request_, name="request"),
    re_path(rf"^v2/tokens/(?P<token>[^/]{{1,80}})\.{FORM}$", public.token, name="token"),
    re_path(rf"^v2/servicerequestupdates\.{FORM}$", public.updates, name="updates"),
]
