"""This room as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.reports"
    label = "reports"
