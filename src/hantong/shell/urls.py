"""Addresses of the shell."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from hantong.shell import views

app_name = "shell"
urlpatterns = [
    path("look", views.choose_look, name="look"),
    path("language", set_language, name="language"),
    path("offline", views.offline, name="offline"),
    path("styleguide", views.styleguide, name="styleguide"),
]
