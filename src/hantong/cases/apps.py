"""This room as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.cases"
    label = "cases"
