"""The kit as a Django app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Registers the kit's tables."""

    name = "hantong.kit"
    label = "kit"
