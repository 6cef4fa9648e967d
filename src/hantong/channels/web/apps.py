"""This channel as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the channel's pages and words."""

    name = "hantong.channels.web"
    label = "channel_web"
