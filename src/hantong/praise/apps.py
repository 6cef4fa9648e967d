"""This room as a Django app."""

from django.apps import AppConfig


class PraiseConfig(AppConfig):
    """Registers the room's nouns and words."""

    name = "hantong.praise"
    label = "praise"
