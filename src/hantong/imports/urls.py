"""Addresses of the wizard."""

from django.urls import path

from hantong.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("<uuid:pk>", views.run, name="run"),
    path("<uuid:pk>/columns", views.columns, name="columns"),
    path("<uuid:pk>/values", views.values, name="values"),
    path("<uuid:pk>/clock", views.clock, name="clock"),
    path("<uuid:pk>/bringing-in", views.bringing_in, name="bringing_in"),
    path("<uuid:pk>/rejected.csv", views.refused, name="refused"),
]
