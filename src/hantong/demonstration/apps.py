"""This room as a Django app."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.demonstration"
    label = "demonstration"
