"""Addresses of the public form."""

from django.urls import path

from hantong.channels.web import public

app_name = "web"
urlpatterns = [
    path("", public.choose, name="choose"),
    path("thanks/<str:number>/<str:token>", public.thanks, name="thanks"),
    path("<slug:code>", public.report, name="report"),
]
