"""This room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Have the audit trail speak of this room's verbs."""
        from hantong.access.sentences import describe
        from hantong.catalogue.sentences import SENTENCES

        describe(SENTENCES)
