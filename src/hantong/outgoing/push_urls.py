"""Addresses of notifications on devices."""

from django.urls import path

from hantong.outgoing import public
from hantong.outgoing.views import devices

app_name = "push"
urlpatterns = [
    path("", devices.devices, name="devices"),
    path("devices", devices.addition, name="addition"),
    path("devices/<uuid:pk>/removal", devices.removal, name="removal"),
    path("worker.js", public.worker, name="worker"),
    path("<str:number>/<str:token>", public.follow, name="follow"),
    path("<str:number>/<str:token>/following", public.addition, name="following"),
    path("<str:number>/<str:token>/end", public.end, name="end"),
]
