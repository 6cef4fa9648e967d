"""This channel as a Django app."""

from django.apps import AppConfig


class SmsConfig(AppConfig):
    """Registers the channel's tables and words."""

    name = "hantong.channels.sms"
    label = "channel_sms"
