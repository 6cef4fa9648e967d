"""Addresses of the services, for residents."""

from django.urls import path

from hantong.catalogue import public

app_name = "services"
urlpatterns = [
    path("", public.services, name="list"),
    path("<slug:code>", public.service, name="service"),
]
