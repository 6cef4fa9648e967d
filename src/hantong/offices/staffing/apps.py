"""The pages of staff and posts as a Django app."""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    """Registers the pages and their words."""

    name = "hantong.offices.staffing"
    label = "staffing"
