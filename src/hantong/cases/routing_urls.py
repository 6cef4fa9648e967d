"""Addresses of the routing rules."""

from django.urls import path

from hantong.cases.views import routing

app_name = "routing"
urlpatterns = [
    path("", routing.rules, name="rules"),
    path("trial", routing.trial, name="trial"),
    path("rules/new", routing.new_rule, name="new_rule"),
    path("rules/<uuid:pk>", routing.rule, name="rule"),
    path("rules/<uuid:pk>/position", routing.position, name="position"),
    path("rules/<uuid:pk>/removal", routing.removal, name="removal"),
]
