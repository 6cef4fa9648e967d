"""This channel as a Django app."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    """Registers the channel's table and words."""

    name = "hantong.channels.open311"
    label = "channel_open311"
