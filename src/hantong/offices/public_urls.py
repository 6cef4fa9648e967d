"""Addresses of the places, for residents."""

from django.urls import path

from hantong.offices import public

app_name = "places"
urlpatterns = [
    path("", public.places, name="list"),
    path("<slug:code>", public.place, name="place"),
]
