"""This room as a Django app."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.offices"
    label = "offices"

    def ready(self) -> None:
        """Have the audit trail speak of this room's verbs."""
        from hantong.access.sentences import describe
        from hantong.offices.sentences import SENTENCES

        describe(SENTENCES)
