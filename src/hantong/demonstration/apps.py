"""This room as a Django app."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        """Have the audit trail speak of the demonstration."""
        from hantong.access.sentences import describe
        from hantong.demonstration.audit_words import SENTENCES

        describe(SENTENCES)
