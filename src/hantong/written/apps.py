"""This room as a Django app."""

from django.apps import AppConfig


class WrittenConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.written"
    label = "written"
