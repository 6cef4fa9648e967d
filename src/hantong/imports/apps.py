"""This room as a Django app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.imports"
    label = "imports"
