"""This room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.people"
    label = "people"
