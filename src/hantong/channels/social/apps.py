"""This channel as a Django app."""

from django.apps import AppConfig


class SocialConfig(AppConfig):
    """Registers the channel's nouns and words."""

    name = "hantong.channels.social"
    label = "channel_social"
