"""This room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.catalogue"
    label = "catalogue"
