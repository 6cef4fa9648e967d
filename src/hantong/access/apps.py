"""This room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.access"
    label = "access"
