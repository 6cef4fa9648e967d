"""The project as a Django app: commands and error pages."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Registers the project's own words and templates."""

    name = "hantong.project"
    label = "project"
