"""Addresses of webhooks."""

from django.urls import path

from hantong.outgoing.views import messages, webhooks

app_name = "webhooks"
urlpatterns = [
    path("", webhooks.webhooks, name="list"),
    path("new", webhooks.settings_page, name="new"),
    path("<uuid:pk>", webhooks.webhook, name="webhook"),
    path("<uuid:pk>/settings", webhooks.settings_page, name="settings"),
    path("<uuid:pk>/secret", webhooks.secret, name="secret"),
    path("<uuid:pk>/test", webhooks.test, name="test"),
    path("<uuid:pk>/stop", webhooks.stop, name="stop"),
    path("<uuid:pk>/start", webhooks.start, name="start"),
    path("<uuid:pk>/removal", webhooks.removal, name="removal"),
    path("<uuid:pk>/messages/<uuid:key>", messages.message, name="message"),
    path("<uuid:pk>/messages/<uuid:key>/retry", messages.retry, name="retry"),
]
