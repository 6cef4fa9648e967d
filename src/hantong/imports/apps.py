"""This room as a Django app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Registers the room's tables, pages and words."""

    name = "hantong.imports"
    label = "imports"

    def ready(self) -> None:
        """Have the audit trail speak of bringing in cases."""
        from hantong.access.sentences import describe
        from hantong.imports.audit_words import SENTENCES

        describe(SENTENCES)
