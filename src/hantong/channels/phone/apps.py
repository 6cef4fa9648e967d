"""This channel as a Django app."""

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """Registers the channel's words."""

    name = "hantong.channels.phone"
    label = "channel_phone"
