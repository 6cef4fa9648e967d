"""This channel as a Django app."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """Registers the channel's words."""

    name = "hantong.channels.email"
    label = "channel_email"
