"""The addresses that a vendor of texts calls."""

from django.urls import path

from hantong.channels.sms import public

app_name = "sms"
urlpatterns = [
    path("arrivals", public.arrivals, name="arrivals"),
    path("statuses", public.statuses, name="statuses"),
]
