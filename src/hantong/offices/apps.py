"""This room as a Django app."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.offices"
    label = "offices"
