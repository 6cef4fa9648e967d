"""This channel as a Django app."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """Registers the channel's pages and words."""

    name = "hantong.channels.counter"
    label = "channel_counter"
