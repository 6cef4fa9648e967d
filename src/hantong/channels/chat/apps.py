"""This channel as a Django app."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """Registers the channel's tables and words."""

    name = "hantong.channels.chat"
    label = "channel_chat"
